/// A column of an exported table, and where its values are in a data set.
struct ExportColumn: Equatable, Sendable {
  enum Source: Equatable, Sendable {
    case feature(Int)
    case label
    case amount
    case time
    case entity
    case weight
    case posterior
    case typology
    case trueLabel
    case observedPosterior
  }

  /// The name, unique in its table.
  let name: String
  let role: DatasetManifest.Column.Role
  let source: Source
  /// The levels of a categorical column.
  let levels: [String]?

  /// What its values are in the formats that have types.
  enum Element: String, Sendable {
    case float32
    case float64
    case uint8
    case uint32
    case category
  }

  var element: Element {
    if levels != nil { return .category }
    return switch source {
    case .feature, .amount, .weight: .float32
    case .time, .posterior, .observedPosterior: .float64
    case .label, .typology, .trueLabel: .uint8
    case .entity: .uint32
    }
  }

  /// Whether values may be missing.
  var isNullable: Bool { if case .feature = source { true } else { false } }
}

/// The columns of an export, by table.
struct ExportTables: Equatable, Sendable {
  /// Features.
  let features: [ExportColumn]
  /// What is known of a row besides, without its label.
  let attributes: [ExportColumn]
  let label: ExportColumn
  /// Never beside the others; empty for data without oracle.
  let oracle: [ExportColumn]

  /// Everything that a learner may see: features, attributes, and the label last.
  var rows: [ExportColumn] { features + attributes + [label] }

  /// The name of the level of rows that are no fraud.
  static let legitimate = "legitimate"

  /// The columns of the data sets that a manifest describes.
  ///
  /// Attributes and the label give way to features of the same name: they get an underscore more.
  init(_ manifest: DatasetManifest) {
    let features = manifest.featureColumns
    var taken = Set(features.map(\.name))
    func unique(_ name: String) -> String {
      var name = name
      while !taken.insert(name).inserted { name += "_" }
      return name
    }
    self.features = features.enumerated().map { index, column in
      ExportColumn(
        name: column.name, role: .feature, source: .feature(index), levels: column.levels)
    }
    let label = unique(ColumnFile.labels.columnName)
    let lists: [(ColumnFile, ExportColumn.Source)] = [
      (.amounts, .amount), (.times, .time), (.entities, .entity), (.weights, .weight),
    ]
    attributes = lists.filter { manifest.has($0.0) }.map { file, source in
      ExportColumn(name: unique(file.columnName), role: file.role, source: source, levels: nil)
    }
    self.label = ExportColumn(name: label, role: .label, source: .label, levels: nil)
    let known: [(ColumnFile, ExportColumn.Source)] = [
      (.posterior, .posterior), (.typology, .typology), (.trueLabels, .trueLabel),
      (.observedPosterior, .observedPosterior),
    ]
    oracle = known.filter { manifest.has($0.0) }.map { file, source in
      ExportColumn(
        name: file.columnName, role: .oracle, source: source,
        levels: source == .typology ? manifest.typologies + [Self.legitimate] : nil)
    }
  }
}

extension ExportColumn {
  /// The level of a categorical value; `nil` where it is missing.
  ///
  /// - Throws: ``DatasetError/invalidLevel(_:row:column:levels:)``.
  @inline(__always)
  static func level(
    _ value: Float, count: Int, row: Int, column: String
  ) throws(DatasetError) -> Int? {
    if value.isNaN { return nil }
    guard value >= 0, value < Float(count), let level = Int(exactly: value) else {
      throw .invalidLevel(value, row: row, column: column, levels: count)
    }
    return level
  }

  /// The level of a typology: the last one is for rows that are no fraud.
  ///
  /// - Throws: ``DatasetError/invalidLevel(_:row:column:levels:)``.
  @inline(__always)
  static func level(
    typology: UInt8, count: Int, row: Int, column: String
  ) throws(DatasetError) -> Int {
    if typology == Oracle.legitimate { return count - 1 }
    guard Int(typology) < count - 1 else {
      throw .invalidLevel(Float(typology), row: row, column: column, levels: count)
    }
    return Int(typology)
  }
}
