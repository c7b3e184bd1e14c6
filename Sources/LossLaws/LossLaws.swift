public import Losses

/// The laws that every loss is held to, by the tests and by `lopsided loss check`.
public enum LossLaws {
  /// All laws, in the order of their tables.
  public static let all: [LossLaw] = [
    .gradient, .curvature, .floatAgainstDouble, .finite, .notANumber, .batchLengths, .convexity,
    .strictProperness, .posteriorRecovery, .optimalConstant, .settings, .preparation, .state,
    .boostingCurvature, .oneClass, .direction,
  ]

  /// The training set that laws are checked with unless another is given: one positive in a
  /// thousand, 1000 of them, with mean amounts of 100 and 50.
  public static let context = LossContext(
    positives: 1000, negatives: 999_000, positiveAmount: 100, negativeAmount: 50)

  /// Checks one loss at its settings.
  ///
  /// - Parameter subject: The loss at its settings, with a training set.
  ///
  /// - Returns: One result a law, in the order of ``all``.
  public static func check(_ subject: LawSubject) -> [LawResult] {
    all.map { $0.check(subject) }
  }

  /// Checks a loss at every point of its tuning grid.
  ///
  /// - Parameters:
  ///   - entry: The loss.
  ///   - context: The training set.
  ///
  /// - Returns: For each law, in the order of ``all``, the result nearest to failing, or beyond.
  ///
  /// - Throws: A ``LossError`` when the loss refuses its own grid.
  public static func checkGrid(
    of entry: LossCatalogue.Entry, in context: LossContext = context
  ) throws(LossError) -> [LawResult] {
    var worst: [LawResult] = []
    for settings in entry.profile.tuningGrid {
      var results = check(try LawSubject(entry, settings: settings, in: context))
      if entry.profile.tuningGrid.count > 1 {
        for index in results.indices { results[index].place?.settings = settings }
      }
      worst = worst.isEmpty ? results : zip(worst, results).map { $0.worse(of: $1) }
    }
    return worst
  }
}
