/// What one feature is like, and how far it tells the label by itself.
public struct FeatureProfile: Equatable, Sendable {
  /// The name.
  public let name: String
  /// The number of levels; `nil` for a numeric feature.
  public let levelCount: Int?
  /// The number of rows without a value.
  public let missingCount: Int
  /// Whether all rows have the same value, or none has one.
  public let isConstant: Bool
  /// How well the feature alone ranks positives above negatives, over the rows that have a value:
  /// the area under its ROC curve, 0.5 for not at all, 1 or 0 for perfectly. Levels are ranked by
  /// their share of positives in one half of the rows and judged on the other. `nil` if a class has
  /// fewer than ``minimumRows`` such rows.
  public let auroc: Double?
  /// The same for whether the value is missing; `nil` if it never or always is.
  public let missingAUROC: Double?
  /// How far the feature's distribution differs between training and test; `nil` without a split.
  public let shift: DistributionShift?
  /// The distribution by class.
  public let histogram: ClassHistogram

  /// Rows of each class that an AUROC needs: with fewer, it may be extreme by chance.
  public static let minimumRows = 10

  /// How far the AUROC is from telling nothing, 0 … 0.5.
  public var strength: Double { auroc.map { abs($0 - 0.5) } ?? 0 }

  /// The profile of a feature.
  ///
  /// - Parameters:
  ///   - dataset: The rows.
  ///   - feature: The feature, from 0.
  ///   - partOfRow: 0 for training, 2 for test, of each row; `nil` without a split.
  init(_ dataset: Dataset, feature: Int, partOfRow: [UInt8]?) {
    name = dataset.columns[feature].name
    let levels = dataset.columns[feature].levels
    levelCount = levels?.count
    let column = ColumnOfRows(dataset, feature: feature, partOfRow: partOfRow)
    missingCount = column.missing.total
    missingAUROC = column.missingAUROC(dataset)
    if let levels {
      let table = LevelCounts(column, count: levels.count)
      isConstant = table.usedCount <= 1 && (missingCount == 0 || table.usedCount == 0)
      auroc = table.heldOutAUROC
      shift = partOfRow == nil ? nil : DistributionShift(table.parts, missing: column.missing)
      histogram = ClassHistogram(table, names: levels)
    } else {
      let sorted = column.sorted()
      isConstant = sorted.isConstant && (missingCount == 0 || sorted.isEmpty)
      auroc = sorted.auroc
      shift =
        partOfRow == nil ? nil : DistributionShift(sorted.parts(bins: 10), missing: column.missing)
      histogram = ClassHistogram(sorted)
    }
  }
}

/// A feature's values with the label and the part of each row.
struct ColumnOfRows {
  /// Rows without a value.
  struct Missing {
    var total = 0
    var positives = 0
    var training = 0
    var test = 0
  }

  /// For each row with a value: the value, the part and the label.
  let values: [Float]
  let parts: [UInt8]
  let labels: [UInt8]
  /// The half that the row is in, 0 or 1.
  let halves: [UInt8]
  let missing: Missing

  init(_ dataset: Dataset, feature: Int, partOfRow: [UInt8]?) {
    var values: [Float] = []
    var parts: [UInt8] = []
    var labels: [UInt8] = []
    var halves: [UInt8] = []
    var missing = Missing()
    values.reserveCapacity(dataset.rowCount)
    parts.reserveCapacity(dataset.rowCount)
    labels.reserveCapacity(dataset.rowCount)
    halves.reserveCapacity(dataset.rowCount)
    let features = dataset.features.span
    var index = feature
    for row in 0..<dataset.rowCount {
      let value = features[index]
      let part = partOfRow?[row] ?? 3
      index += dataset.featureCount
      guard !value.isNaN else {
        missing.total += 1
        missing.positives += Int(dataset.labels[row])
        missing.training += part == 0 ? 1 : 0
        missing.test += part == 2 ? 1 : 0
        continue
      }
      values.append(value)
      parts.append(part)
      labels.append(dataset.labels[row])
      // Multiples of the golden ratio: no period of the rows shows in the halves.
      halves.append(UInt8((UInt64(row) &* 0x9E37_79B9_7F4A_7C15) >> 63))
    }
    (self.values, self.parts, self.labels) = (values, parts, labels)
    self.halves = halves
    self.missing = missing
  }

  /// The AUROC of "the value is missing".
  func missingAUROC(_ dataset: Dataset) -> Double? {
    guard missing.total > 0, missing.total < dataset.rowCount,
      dataset.positiveCount >= FeatureProfile.minimumRows,
      dataset.rowCount - dataset.positiveCount >= FeatureProfile.minimumRows
    else { return nil }
    let positives = Double(missing.positives) / Double(dataset.positiveCount)
    let negatives =
      Double(missing.total - missing.positives)
      / Double(dataset.rowCount - dataset.positiveCount)
    return 0.5 + (positives - negatives) / 2
  }

  /// The values in ascending order.
  func sorted() -> SortedColumn {
    var keys: [UInt64] = []
    keys.reserveCapacity(values.count)
    for index in values.indices {
      // Bits in the order of the numbers they stand for; both zeros are one value.
      let bits = values[index] == 0 ? 0 : values[index].bitPattern
      let ordered = bits >> 31 == 1 ? ~bits : bits | 0x8000_0000
      keys.append(UInt64(ordered) << 3 | UInt64(parts[index]) << 1 | UInt64(labels[index]))
    }
    keys.sort()
    return SortedColumn(keys: keys)
  }
}
