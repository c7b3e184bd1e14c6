internal import ArgumentParser
internal import Foundation
internal import Losses

struct TimeLosses: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time",
    abstract: "Time value and gradient of losses, with and without curvature, on one core.",
    discussion: """
      Nanoseconds a row, the fastest of a few passes over one batch, and those of a sort, for losses \
      that need one. Compare ratios within a run, \
      never seconds of different runs. Benchmarks/Peers times other frameworks beside it.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The losses (default: all).")
  var names: [String] = []

  @Option(help: "Rows of the batch.")
  var rows = 1_000_000

  @Option(help: "Passes; the fastest counts.")
  var passes = 5

  @Option(help: "text or json.")
  var format: Format = .text

  @OptionGroup var source: LossSource

  func validate() throws {
    guard (1...1 << 30).contains(rows) else {
      throw ValidationError("--rows is \(rows); it must be at least 1 and at most \(1 << 30).")
    }
    guard passes >= 1 else {
      throw ValidationError("--passes is \(passes); it must be at least 1.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting { try time() }
  }

  private func time() throws {
    let catalogue = try source.catalogue()
    let losses = try (names.isEmpty ? catalogue.names : names).map { try catalogue.make($0) }
    switch format {
    case .text: printTable(losses)
    case .json:
      let timings = losses.map { LossTiming.inTurns([$0], rows: rows, passes: passes)[0] }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(timings), as: UTF8.self))
    }
  }

  private func printTable(_ losses: [any Loss]) {
    print(Self.line("loss", "gradient", "× CE", "with curvature", "× CE"))
    for loss in losses {
      let pair = LossTiming.inTurns([loss, CrossEntropy()], rows: rows, passes: passes)
      print(
        Self.line(
          pair[0].name, Self.number(pair[0].gradient),
          Self.number(pair[0].gradient / pair[1].gradient), Self.number(pair[0].derivatives),
          Self.number(pair[0].derivatives / pair[1].derivatives)))
    }
    let sort = LossTiming.sort(rows: rows, passes: passes)
    print("\nSorting as many logits with the standard library: \(Self.number(sort)) ns each.")
  }

  private static func number(_ value: Double) -> String { String(format: "%.2f", value) }

  private static func line(_ cells: String...) -> String {
    let widths = [32, 10, 8, 16, 8]
    return zip(cells, widths).enumerated().map { index, cell in
      let pad = String(repeating: " ", count: max(cell.1 - cell.0.count, 0))
      return index == 0 ? cell.0 + pad : pad + cell.0
    }.joined()
  }
}
