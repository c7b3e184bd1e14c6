extension DataProfile {
  /// Something that a user of the data should know.
  public struct Finding: Equatable, Sendable {
    /// How much it matters.
    public enum Severity: String, Sendable {
      /// Results would be wrong, or mean nothing.
      case serious
      /// Worth knowing.
      case note
    }

    /// How much it matters.
    public let severity: Severity
    /// What it is and what to do, in sentences.
    public let text: String
  }

  /// The AUROC beyond which, on either side, a single feature is taken to know the label.
  public static let leakAUROC = 0.99
  /// The share of test rows with a copy in training beyond which copies decide results.
  public static let sharedRowShare = 0.01
  /// The positives that the test part should have.
  public static let fewPositives = 50
  /// The positives without which the test part says nothing.
  public static let tooFewPositives = 10
  /// The population stability index from which a feature is said to drift.
  public static let driftIndex = 0.1
  /// The probability that any feature without drift is said to drift by chance.
  public static let driftLevel = 0.01

  /// What there is to say, serious things first.
  public var findings: [Finding] {
    let all = splitFindings + leakFindings + columnFindings + rowFindings
    return all.filter { $0.severity == .serious } + all.filter { $0.severity == .note }
  }

  /// Whether something is serious.
  public var isSerious: Bool { findings.contains { $0.severity == .serious } }

  /// The features that drift between training and test, the largest shift first.
  ///
  /// A shift counts if its index is at least ``driftIndex`` and above what chance makes of it in one
  /// of as many features with probability ``driftLevel`` (Bonferroni).
  public var drifting: [FeatureProfile] {
    let level = Self.driftLevel / Double(max(features.count, 1))
    return byShift.filter { feature in
      feature.shift.map { $0.index >= max(Self.driftIndex, $0.chance(level: level)) } ?? false
    }
  }

  /// The features by the size of their shift.
  public var byShift: [FeatureProfile] {
    features.filter { $0.shift != nil }.enumerated().sorted {
      let (a, b) = ($0.element.shift?.index ?? 0, $1.element.shift?.index ?? 0)
      return (b, $0.offset) < (a, $1.offset)
    }.map(\.element)
  }

  /// The features by how far each alone tells the label.
  public var byStrength: [FeatureProfile] {
    features.enumerated().sorted {
      ($1.element.strength, $0.offset) < ($0.element.strength, $1.offset)
    }.map(\.element)
  }

  private var leakFindings: [Finding] {
    var findings: [Finding] = []
    func isLeak(_ auroc: Double?) -> Bool {
      auroc.map { max($0, 1 - $0) > Self.leakAUROC } ?? false
    }
    for feature in features {
      if isLeak(feature.auroc), let auroc = feature.auroc {
        findings.append(
          Finding(
            severity: .serious,
            text: "\(feature.name) alone tells the label: its AUROC is \(fourDigits(auroc)). If it "
              + "is known only after the label, leave it out: --drop \(feature.name)."))
      }
      if isLeak(feature.missingAUROC), let auroc = feature.missingAUROC {
        findings.append(
          Finding(
            severity: .serious,
            text: "Whether \(feature.name) is missing tells the label: its AUROC is "
              + "\(fourDigits(auroc)). Leave the column out: --drop \(feature.name)."))
      }
    }
    return findings
  }

  private var splitFindings: [Finding] {
    if let splitFailure {
      return [
        Finding(
          severity: .serious, text: "The rows cannot be split as a suite would. \(splitFailure)")
      ]
    }
    var findings: [Finding] = []
    for part in parts where part.name != "training" {
      if part.positives < Self.fewPositives {
        // The widest interval of a share, at one half.
        let width = 1.96 * (0.25 / Double(max(part.positives, 1))).squareRoot()
        findings.append(
          Finding(
            severity: part.positives < Self.tooFewPositives ? .serious : .note,
            text:
              "The \(part.name) part has \(part.positives) positives; a recall of 50 % measured "
              + "on them is uncertain by ± \(percent(width)) (95 %)."))
      }
      let share = Double(part.rowsSharedWithTraining) / Double(max(part.rows, 1))
      if part.rowsSharedWithTraining > 0 {
        findings.append(
          Finding(
            severity: share > Self.sharedRowShare ? .serious : .note,
            text:
              "\(part.rowsSharedWithTraining) rows of the \(part.name) part (\(percent(share))) "
              + "have the same features as a training row: memorising them pays. Remove copies, "
              + "keep them together (duplicates: keep-together in the suite's split), or name the "
              + "entity column."))
      }
      if part.entitiesSharedWithTraining > 0, basis == .time {
        findings.append(
          Finding(
            severity: .note,
            text:
              "\(part.entitiesSharedWithTraining) entities of the \(part.name) part have rows in "
              + "training too. That is as in use if known entities come back; to judge on unknown "
              + "ones, split by entity."))
      }
    }
    let drifting = drifting
    if let first = drifting.first, let shift = first.shift {
      findings.append(
        Finding(
          severity: .note,
          text: "\(drifting.count) of \(features.count) features differ between training and test, "
            + "\(first.name) most (stability index \(fourDigits(shift.index)))."))
    }
    return findings
  }

  private var columnFindings: [Finding] {
    var findings: [Finding] = []
    let constant = features.filter(\.isConstant).map(\.name)
    if !constant.isEmpty {
      findings.append(
        Finding(
          severity: .note,
          text: "\(constant.count) features never vary and tell nothing: \(some(constant))."))
    }
    let sparse = features.filter { 2 * $0.missingCount > rows }.map(\.name)
    if !sparse.isEmpty {
      findings.append(
        Finding(
          severity: .note,
          text: "\(sparse.count) features are missing in more than half of the rows: "
            + "\(some(sparse))."))
    }
    let wide = features.filter { ($0.levelCount ?? 0) > 1000 }
    if !wide.isEmpty {
      let names = wide.map { "\($0.name) (\($0.levelCount ?? 0))" }
      findings.append(
        Finding(
          severity: .note,
          text: "\(wide.count) features have more than 1000 levels: \(some(names)). If one names a "
            + "card, account or customer, use --entity."))
    }
    return findings
  }

  private var rowFindings: [Finding] {
    var findings: [Finding] = []
    if duplicates.exact > 0 {
      findings.append(
        Finding(
          severity: .note,
          text: "\(duplicates.exact) rows (\(percent(Double(duplicates.exact) / Double(rows)))) "
            + "repeat an earlier row."))
    }
    if duplicates.contradictory > 0 {
      findings.append(
        Finding(
          severity: .note,
          text: "\(duplicates.contradictory) combinations of features occur with both labels: no "
            + "model can tell those rows apart."))
    }
    return findings
  }

  private func some(_ names: [String]) -> String {
    names.prefix(12).joined(separator: ", ")
      + (names.count > 12 ? " and \(names.count - 12) more" : "")
  }

  private func fourDigits(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }

  private func percent(_ share: Double) -> String { "\((share * 1e4).rounded() / 1e2) %" }
}
