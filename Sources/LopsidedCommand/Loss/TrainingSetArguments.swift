internal import ArgumentParser
internal import LossLaws
internal import Losses

/// The training set that a loss is shown with: many take their weights from it.
struct TrainingSetArguments: ParsableArguments {
  @Option(help: "Positive rows of the training set.")
  var positives: Double = 1000

  @Option(help: "Negative rows of the training set.")
  var negatives: Double = 999_000

  func validate() throws {
    for (name, value) in [("positives", positives), ("negatives", negatives)] {
      guard value.isFinite, value > 0 else {
        throw ValidationError("--\(name) is \(value); it must be above 0.")
      }
    }
  }

  /// The training set, with the mean amounts of the laws.
  var context: LossContext {
    LossContext(
      positives: positives, negatives: negatives,
      positiveAmount: LossLaws.context.positiveAmount,
      negativeAmount: LossLaws.context.negativeAmount)
  }

  /// "1000 positives and 999000 negatives (prevalence 0.001)".
  var sentence: String {
    "\(positives.plain) positives and \(negatives.plain) negatives "
      + "(prevalence \(context.prevalence.plain))"
  }
}

extension Double {
  /// The shortest text that reads back, without ".0".
  var plain: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Three significant digits.
  var brief: String {
    guard isFinite, self != 0 else { return plain }
    var scale = 1.0
    var shifted = magnitude
    while shifted >= 1000 { (shifted, scale) = (shifted / 10, scale * 10) }
    while shifted < 100 { (shifted, scale) = (shifted * 10, scale / 10) }
    let rounded = shifted.rounded()
    let value = scale >= 1 ? rounded * scale : rounded / (1 / scale).rounded()
    return (self < 0 ? -value : value).plain
  }
}
