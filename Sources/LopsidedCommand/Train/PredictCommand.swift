internal import ArgumentParser
internal import Datasets
internal import Experiments
internal import Foundation

struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Score every row of a data set with a model that `lopsided train` saved.",
    discussion: """
      Features are matched by name, and levels of categorical features too. Without --output the \
      scores are printed as CSV: the logit of each row and, where the loss has a way back to it, \
      the posterior.
      """)

  @Argument(help: "The model: a file of `lopsided train --save-model`.")
  var model: String

  @Argument(help: "A data set folder, or a file as `lopsided data import` takes it.")
  var dataset: String

  @Option(help: "Of a file: csv, npy, svmlight or arff (default: by the file's name).")
  var inputFormat: ImportArguments.Format?

  @OptionGroup var file: ImportArguments
  @OptionGroup var source: LossSource

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Write the scores to a .npy file (logits as float32, posteriors as float64) or a .csv file.",
      valueName: "file"))
  var output: String?

  @Option(help: "Which scores a .npy file gets: logits or posteriors.")
  var scores: ScoreKind = .logits

  func run() async throws {
    try await ExitStatus.reporting {
      let model = try SavedModel(path: model)
      let table = try rows()
      let scores = try model.scores(of: table, losses: source.catalogue())
      guard let output else { return print(csv(scores), terminator: "") }
      guard output.hasSuffix(".npy") else {
        do { try Data(csv(scores).utf8).write(to: URL(filePath: output), options: .atomic) } catch {
          throw DatasetError.fileOperation(
            "write", path: output, reason: error.localizedDescription)
        }
        return
      }
      try write(scores, loss: model.loss.name, to: output)
    }
  }

  private func write(_ scores: SavedModel.Scores, loss: String, to path: String) throws {
    switch self.scores {
    case .logits: try NumberArray.write(scores.logits, to: path)
    case .posteriors:
      guard let posteriors = scores.posteriors else {
        throw LearnerDataError(
          description: """
            There are no posteriors: the loss '\(loss)' has no way back to them, or needs amounts \
            that the data do not have. Use "--scores logits".
            """)
      }
      try NumberArray.write(posteriors, to: path)
    }
  }

  private func rows() throws -> Dataset {
    var isFolder = ObjCBool(false)
    guard unsafe FileManager.default.fileExists(atPath: dataset, isDirectory: &isFolder) else {
      throw LearnerDataError(
        description: """
          There is no folder or file '\(dataset)'. The rows of a scenario are written to a folder \
          by "lopsided data generate".
          """)
    }
    guard isFolder.boolValue else {
      return try file.table(at: dataset, format: inputFormat, minimumRows: 0).dataset
    }
    let rows = try DatasetFolder(path: dataset).read()
    return try file.amount.map { try rows.worth($0) } ?? rows
  }

  /// A line a row, in the shortest digits that read back.
  private func csv(_ scores: SavedModel.Scores) -> String {
    var text = scores.posteriors == nil ? "logit\n" : "logit,posterior\n"
    for (row, logit) in scores.logits.enumerated() {
      text += "\(logit)"
      if let posteriors = scores.posteriors { text += ",\(posteriors[row])" }
      text += "\n"
    }
    return text
  }
}
