internal import ArgumentParser
internal import Foundation
internal import Losses

struct PlotLoss: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot", abstract: "Draw a loss beside cross-entropy, as SVG.",
    discussion: """
      Draws value, gradient and curvature against the logit, for both labels. Of a loss of the \
      batch as a whole, gradient and curvature of the rows of an example batch.
      """)

  @OptionGroup var selection: LossSelection
  @OptionGroup var trainingSet: TrainingSetArguments

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write (default: NAME.svg).", valueName: "file"))
  var output: String?

  func run() async throws {
    try await ExitStatus.reporting {
      let entry = try selection.entry()
      let loss = try selection.make()
      let curves = LossCurves(
        loss, profile: entry.profile, context: trainingSet.context)
      let settings = try selection.settings.values().sorted { $0.key < $1.key }
        .map { "\($0.key) = \($0.value.plain)" }
      let figure = LossFigure(
        title: ([entry.profile.title] + settings).joined(separator: ", "),
        subtitle: "\(trainingSet.sentence)\(curves.note)",
        panels: curves.panels, isOfRows: entry.profile.properties.isPointwise)
      let path = output ?? "\(entry.profile.name).svg"
      do {
        try figure.svg.write(toFile: path, atomically: true, encoding: .utf8)
      } catch {
        throw FileError.notWritten(path, reason: error.localizedDescription)
      }
      print("Written: \(path)")
    }
  }
}

/// Why a file could not be written.
enum FileError: Error, CustomStringConvertible {
  case notWritten(String, reason: String)

  var description: String {
    switch self {
    case .notWritten(let path, let reason): "'\(path)' cannot be written: \(reason)"
    }
  }
}
