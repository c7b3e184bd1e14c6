internal import CounterRandom

/// A random division of groups of rows into training, validation and test, so that no group has
/// rows in two parts.
///
/// Groups with a positive and groups without are divided separately, each by the same shares. The
/// shares are of groups, so those of rows differ as far as groups differ in size. A group's part
/// follows from a hash of its number, seed and replicate: it does not depend on the order of rows.
struct GroupedSplit {
  /// What a group is, for messages.
  enum Noun {
    case entity
    case row
  }

  let split: DataSplit

  /// One replicate's split.
  ///
  /// - Parameters:
  ///   - labels: The label of each row, 0 or 1.
  ///   - groups: The number of each row's group, from 0 without holes.
  ///   - noun: What a group is.
  ///   - fractions: The shares of the parts.
  ///   - seed: The seed of all replicates.
  ///   - replicate: The number of the replicate, from 0.
  ///
  /// - Throws: ``SplitError/tooFewGroups(_:found:needed:)`` or
  ///   ``SplitError/lacksClass(part:positives:negatives:advice:)``.
  init(
    labels: [UInt8], groups: [UInt32], noun: Noun, fractions: SplitFractions, seed: UInt64,
    replicate: Int
  ) throws(SplitError) {
    let seed = deriveSeed(from: seed, label: "grouped split", UInt64(replicate))
    let count = groups.max().map { Int($0) + 1 } ?? 0
    var hasPositive = [Bool](repeating: false, count: count)
    for (row, group) in groups.enumerated() where labels[row] == 1 {
      hasPositive[Int(group)] = true
    }
    var part = [UInt8](repeating: 0, count: count)
    for withPositive in [true, false] {
      let members = (0..<count).filter { hasPositive[$0] == withPositive }
      let (training, validation, test) = fractions.allocation(of: members.count)
      // Groups without a positive may be too few: others may have negatives as well.
      guard !withPositive || min(training, validation, test) >= 1 else {
        throw .tooFewGroups(
          noun == .entity ? "entities" : "distinct rows", found: members.count,
          needed: fractions.rowsNeeded(inEachPart: 1))
      }
      let order = members.map { (deriveSeed(from: seed, UInt64($0)), $0) }.sorted(by: <)
      for (_, group) in order[training..<training + validation] { part[group] = 1 }
      for (_, group) in order[(training + validation)...] { part[group] = 2 }
    }
    split = try DataSplit(
      labels: labels,
      advice: noun == .entity
        ? "Change the shares, or import rows of more entities."
        : "Change the shares, or import more rows."
    ) { SplitPart(rawValue: Int(part[Int(groups[$0])])) }
  }
}

extension DataSplit {
  /// The rows by the part that `part` says, each of which must have both classes.
  init(
    labels: [UInt8], advice: String, part: (Int) -> SplitPart?
  ) throws(SplitError) {
    var rows: [[Int]] = [[], [], []]
    for row in labels.indices {
      if let part = part(row) { rows[part.rawValue].append(row) }
    }
    for part in SplitPart.allCases {
      let positives = rows[part.rawValue].reduce(0) { $0 + Int(labels[$1]) }
      let negatives = rows[part.rawValue].count - positives
      guard positives > 0, negatives > 0 else {
        throw .lacksClass(
          part: part.name, positives: positives, negatives: negatives, advice: advice)
      }
    }
    self.init(training: rows[0], validation: rows[1], test: rows[2])
  }
}
