internal import ArgumentParser
internal import Foundation
internal import LossLaws
internal import Losses

struct EvaluateLoss: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Evaluate a loss on logits and labels of your own.",
    discussion: """
      Prints value, gradient and curvature by the logit of every row, computed in Double, in the \
      shortest digits that read back. Of a loss of the batch as a whole the value is that of the \
      batch, not a sum over rows, and gradient and curvature are its derivatives. Files are text \
      with one number a line or commas between, or one-dimensional .npy (float32, float64, uint8).
      """)

  @OptionGroup var selection: LossSelection
  @OptionGroup var trainingSet: TrainingSetArguments

  @Option(help: ArgumentHelp("The logits, one a row.", valueName: "file"))
  var logits: String

  @Option(help: ArgumentHelp("The labels, 0 or 1, one a row.", valueName: "file"))
  var labels: String

  @Option(
    help: ArgumentHelp(
      "What each row is worth, from 0 to 3e38; rounded to Float, as in data.", valueName: "file"))
  var amounts: String?

  @Option(help: "What to print: csv or json.")
  var format: Format = .csv

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
    case json
  }

  func run() async throws {
    try await ExitStatus.reporting {
      let entry = try selection.entry()
      let loss = try selection.make()
      let rows = try rows(needAmounts: entry.profile.properties.needsAmounts)
      let evaluated = EvaluatedLoss(
        loss, isPointwise: entry.profile.properties.isPointwise, rows: rows,
        context: context(of: rows))
      if let fault = evaluated.fault { throw LossFault(description: fault) }
      if entry.profile.properties.batches.passesOverOneClass, Set(rows.labels).count < 2 {
        Terminal.error(
          "Note: the rows lack a class. \(entry.profile.name) passes such a batch over: it counts as 0."
        )
      }
      switch format {
      case .csv: print(evaluated.csv)
      case .json: print(evaluated.json(name: entry.profile.name))
      }
    }
  }

  private func rows(needAmounts: Bool) throws(NumberFileError) -> EvaluatedLoss.Rows {
    let logits = try NumberFile.finite(logits)
    let labels = try NumberFile.read(self.labels) { $0 == 0 || $0 == 1 ? nil : "0 or 1" }
    guard logits.count == labels.count else {
      throw .lengthsDiffer(
        self.logits, logits.count, other: self.labels, labels.count)
    }
    guard let path = amounts else {
      guard !needAmounts else { throw .amountsMissing(selection.name) }
      return EvaluatedLoss.Rows(logits: logits, labels: labels, amounts: [])
    }
    let amounts = try NumberFile.read(path) {
      (0...3e38).contains($0) ? nil : "a number from 0 to 3e38"
    }
    guard amounts.count == logits.count else {
      throw .lengthsDiffer(self.logits, logits.count, other: path, amounts.count)
    }
    return EvaluatedLoss.Rows(logits: logits, labels: labels, amounts: amounts)
  }

  /// The training set; its mean amounts are those of the rows where they are known.
  private func context(of rows: EvaluatedLoss.Rows) -> LossContext {
    func mean(_ label: Double) -> Double {
      let own = zip(rows.labels, rows.amounts).filter { $0.0 == label }.map(\.1)
      return own.isEmpty ? 1 : own.reduce(0, +) / Double(own.count)
    }
    return LossContext(
      positives: trainingSet.positives, negatives: trainingSet.negatives,
      positiveAmount: mean(1), negativeAmount: mean(0))
  }
}

/// What a loss says of why it cannot be evaluated.
struct LossFault: Error, CustomStringConvertible {
  let description: String
}
