internal import ArgumentParser
internal import Datasets
internal import Evaluation
internal import Experiments
internal import Foundation
internal import Losses

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train one model with one loss, and look at it closely.",
    discussion: """
      DATASET is a folder that `lopsided data` wrote, a file as `lopsided data import` takes it, or \
      a scenario of `lopsided data list`. Rows are split, or parts drawn, as in the first replicate \
      of a suite with the same seed, so the numbers are those of that replicate.

        lopsided train typologies --loss focal --set gamma=2
        lopsided train payments.csv --label fraud --loss cross-entropy --to-convergence
      """)

  @OptionGroup(title: "Data") var data: TrainDataArguments

  @Option(help: "The loss; `lopsided loss list` shows them.")
  var loss: String

  @OptionGroup var lossSettings: LossSettings
  @OptionGroup var source: LossSource
  @OptionGroup(title: "Model") var model: ModelArguments

  @Option(
    help: "The metric that the best epoch is kept by, on validation.",
    completion: .list(SelectionMetric.keys))
  var metric: String = MetricKey.averagePrecision

  @Option(help: "Every random choice follows from this seed.")
  var seed: UInt64 = 1

  @Option(help: "Resamples of the test rows for 95 % intervals; 0 for none.")
  var resamples: Int = 500

  @Option(name: [.short, .long], help: "Threads (default: all cores). They change no result.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "What to print: text, markdown or json.")
  var format: TrainFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the scores of the test rows to a .npy file: logits as float32, posteriors as float64.",
      valueName: "file"))
  var saveScores: String?

  @Option(help: "Which scores to save: logits or posteriors.")
  var scores: ScoreKind = .logits

  @Option(
    help: ArgumentHelp(
      """
      Write the part that each row stands in to a .npy file (uint8): 0 training, 1 validation, 2 \
      test, 3 none.
      """, valueName: "file"))
  var saveParts: String?

  @Option(help: ArgumentHelp("Write the model to a JSON file.", valueName: "file"))
  var saveModel: String?

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard resamples == 0 || (2...1_000_000).contains(resamples) else {
      throw ValidationError(
        "--resamples is \(resamples); it must be 0, or at least 2 and at most 1000000.")
    }
    guard SelectionMetric.keys.contains(metric) else {
      throw ValidationError(
        "--metric is \"\(metric)\"; it must be one of \(SelectionMetric.keys.joined(separator: ", "))."
      )
    }
    try model.check()
  }

  func run() async throws {
    try await ExitStatus.reporting {
      let made = try source.catalogue().entry(named: loss).make(settings: lossSettings.values())
      let choice = try model.choice(for: made)
      let request = LearnerRequest(
        source: try data.source(), amount: data.file.amount,
        splitBasis: data.splitBy.basis, kind: choice.kind, method: choice.method, loss: made,
        tuned: choice.tuned, seed: seed,
        selectionMetric: metric, resamples: resamples, threads: jobs)
      try check(request)
      let display = WorkDisplay("Training")
      let result = try request.run { display.show($0) }
      display.finish()
      print(try TrainReport(request: request, result: result).text(format))
      try save(result)
    }
  }

  /// Refuses, before anything is trained, to save what there will not be.
  private func check(_ request: LearnerRequest) throws {
    if saveScores != nil, scores == .posteriors,
      !request.loss.profile.properties.recoversPosterior
    {
      throw ValidationError(
        "The loss '\(loss)' has no way back to the posterior; use --scores logits.")
    }
    if saveParts != nil, case .scenario = request.source {
      throw ValidationError(
        "The parts of a scenario are draws of their own, so there is nothing for --save-parts.")
    }
  }

  private func save(_ result: LearnerResult) throws {
    if let saveScores {
      switch scores {
      case .logits: try NumberArray.write(result.logits, to: saveScores)
      case .posteriors:
        guard let posteriors = result.posteriors else {
          throw LearnerDataError(
            description: """
              The loss '\(loss)' needs amounts to come back to the posterior, and the data have \
              none; use "--scores logits".
              """)
        }
        try NumberArray.write(posteriors, to: saveScores)
      }
    }
    if let saveParts, let parts = result.parts { try NumberArray.write(parts, to: saveParts) }
    if let saveModel { try result.model.write(to: saveModel) }
  }
}

/// What scores are.
enum ScoreKind: String, ExpressibleByArgument, CaseIterable {
  case logits
  case posteriors
}
