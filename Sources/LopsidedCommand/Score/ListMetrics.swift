internal import ArgumentParser
internal import Drawing
internal import Evaluation
internal import Foundation

struct ListMetrics: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the metrics.",
    discussion: "Markdown is what docs/metrics.md is.")

  @Option(help: "What to print: text, json or markdown.")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
  }

  func run() async throws {
    try await ExitStatus.reporting {
      switch format {
      case .text: print(text)
      case .json: print(try json())
      case .markdown: print(MetricReference(metrics: MetricCatalogue.every).text)
      }
    }
  }

  private var text: String {
    var table = TextTable(["key", "better", "needs", "title"])
    for metric in MetricCatalogue.every {
      table.append([
        metric.key, metric.direction.word, metric.needs.words.joined(separator: ", "), metric.title,
      ])
    }
    return table.text
  }

  private struct Record: Encodable {
    var key: String
    var title: String
    var heading: String
    var better: String
    var range: [Double?]
    var needs: [String]
    var definition: String
    var pitfall: String
    var reference: String
  }

  private func json() throws -> String {
    let records = MetricCatalogue.every.map { metric in
      Record(
        key: metric.key, title: metric.title, heading: metric.heading,
        better: metric.direction.word,
        range: [metric.range.lowerBound, metric.range.upperBound].map {
          $0.isFinite ? $0 : nil
        },
        needs: metric.needs.words, definition: metric.definition, pitfall: metric.pitfall,
        reference: metric.reference)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(records), as: UTF8.self)
  }
}

extension MetricDescription.Direction {
  /// Which values are better, in a word or two.
  var word: String {
    switch self {
    case .higherIsBetter: "higher"
    case .lowerIsBetter: "lower"
    case .target(let value): "near \(NumberText.setting(value))"
    }
  }
}

extension Set<MetricDescription.Need> {
  /// What is needed besides labels, in a fixed order.
  var words: [String] { MetricDescription.Need.allCases.filter(contains).map(\.rawValue) }
}
