/// What came of checking a law on a loss.
public struct LawResult: Sendable {
  /// The outcome.
  public enum Verdict: Equatable, Sendable {
    /// The law holds wherever it was tried.
    case passed
    /// The law is broken.
    case failed
    /// The law says nothing of this loss, for a reason.
    case notApplicable(String)
  }

  /// Where something was compared.
  public struct Place: Equatable, Sendable, CustomStringConvertible {
    /// What was compared, and how.
    public var what: String
    /// The logit.
    public var logit: Double?
    /// The label, 0 or 1.
    public var label: Double?
    /// The row in its batch.
    public var row: Int?
    /// The loss's settings, where several were checked.
    public var settings: [String: Double] = [:]

    /// "gradient, z = 0.5, y = 1, row 3, gamma = 2".
    public var description: String {
      var parts = [what]
      if let logit { parts.append("z = \(logit)") }
      if let label { parts.append("y = \(Int(label))") }
      if let row { parts.append("row \(row)") }
      parts += settings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
      return parts.joined(separator: ", ")
    }
  }

  /// The law's ``LossLaw/id``.
  public var law: String
  /// Whether it holds.
  public var verdict: Verdict
  /// The error that came nearest to its tolerance, or furthest beyond: relative to the scale that
  /// the law states. 1 where a yes or no is broken, 0 where all hold.
  public var worstError = 0.0
  /// What that error may be.
  public var tolerance = 0.0
  /// Where that error was; nil when there was none.
  public var place: Place?
  /// How many comparisons were made.
  public var comparisons = 0
  /// How many points were left out because a difference straddles a kink there.
  public var skipped = 0

  init(law: String, verdict: Verdict) {
    self.law = law
    self.verdict = verdict
  }

  /// Whether the law is broken.
  public var isFailure: Bool { verdict == .failed }

  /// How far the error is used up; 1 is the most that passes.
  private var strain: Double {
    switch verdict {
    case .notApplicable: -1
    case .failed: .infinity
    case .passed: tolerance > 0 ? worstError / tolerance : 0
    }
  }

  /// The one nearer to failing, with the comparisons of both.
  func worse(of other: LawResult) -> LawResult {
    var worse = other.strain > strain ? other : self
    worse.comparisons = comparisons + other.comparisons
    worse.skipped = skipped + other.skipped
    return worse
  }
}
