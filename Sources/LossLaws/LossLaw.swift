internal import Losses

/// Something that holds for every loss it applies to, and how it is checked.
public struct LossLaw: Sendable {
  /// The name in tables, in kebab-case: `gradient`.
  public let id: String
  /// What holds, in one sentence.
  public let statement: String
  /// Which losses it applies to, in words.
  public let scope: String

  /// Why the law says nothing of a loss; nil when it applies.
  private let exemption: @Sendable (LawSubject) -> String?
  private let verify: @Sendable (LawSubject, inout LawTally) -> Void

  init(
    id: String, statement: String, scope: String = "every loss",
    exemption: @escaping @Sendable (LawSubject) -> String? = { _ in nil },
    verify: @escaping @Sendable (LawSubject, inout LawTally) -> Void
  ) {
    self.id = id
    self.statement = statement
    self.scope = scope
    self.exemption = exemption
    self.verify = verify
  }

  /// Checks one loss.
  ///
  /// - Parameter subject: The loss at its settings, with a training set.
  ///
  /// - Returns: What came of it; the same for the same subject.
  public func check(_ subject: LawSubject) -> LawResult {
    if let reason = exemption(subject) {
      return LawResult(law: id, verdict: .notApplicable(reason))
    }
    var tally = LawTally()
    verify(subject, &tally)
    return tally.result(of: id)
  }
}

extension LossLaw {
  /// Exempts losses that are no sum over rows.
  static func unlessPointwise(_ subject: LawSubject) -> String? {
    subject.properties.isPointwise ? nil : "the loss is no sum over rows"
  }

  /// Exempts other settings than the defaults: properties are declared for those.
  static func unlessDefault(_ subject: LawSubject) -> String? {
    subject.isDefault ? nil : "declared for the default settings only"
  }
}
