internal import ArgumentParser
internal import Datasets
internal import Drawing
internal import Foundation
internal import Reporting

/// How Bayes values are written.
enum BayesFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case markdown
  case json
}

/// Bayes values of scenarios, for people and for programs.
struct BayesTable {
  /// A scenario and what a perfect learner reaches on it.
  struct Entry: Encodable {
    let scenario: String
    let preset: String
    let parameters: [ScenarioParameter]
    let bayes: BayesValues

    init(_ scenario: any Scenario, _ bayes: BayesValues) {
      self.scenario = type(of: scenario).name
      preset = scenario.preset
      parameters = scenario.parameters.all
      self.bayes = bayes
    }
  }

  let entries: [Entry]

  private static let heads = [
    "average-precision": "AP", "auroc": "AUROC", "log-loss": "log-loss", "brier": "Brier",
    "recall-at-fpr-0.001": "recall at FPR 0.1 %", "recall-at-fpr-0.01": "at 1 %",
    "recall-at-fpr-0.05": "at 5 %", "expected-cost": "cost a row",
  ]

  func text(_ format: BayesFormat) throws -> String {
    switch format {
    case .text: entries.map(Self.lines).joined(separator: "\n\n")
    case .markdown: markdown
    case .json: try json()
    }
  }

  /// Values with two digits of their standard error.
  static func cell(_ estimate: BayesEstimate?) -> String {
    guard let estimate else { return "–" }
    let decimals = NumberText.decimals(for: estimate.standardError, digits: 2, otherwise: 6)
    return NumberText.fixed(estimate.value, decimals: decimals) + " ± "
      + NumberText.fixed(estimate.standardError, decimals: decimals)
  }

  /// A scenario's values, a line each.
  static func lines(_ entry: Entry) -> String {
    var window = ""
    if let times = entry.bayes.times { window = ", times \(times[0]) to \(times[1])" }
    let head =
      "\(entry.scenario), preset \(entry.preset), prevalence \(entry.bayes.prevalence)\(window)"
    return ([head] + lines(entry.bayes)).joined(separator: "\n")
  }

  /// The values, a line each.
  static func lines(_ bayes: BayesValues) -> [String] {
    let keys = BayesValues.keys.filter { bayes[$0] != nil }
    let width = keys.map(\.count).max() ?? 0
    return ["A perfect learner reaches (\(bayes.rowCount) rows drawn, ± standard error):"]
      + keys.map { key in
        let name = key + String(repeating: " ", count: width - key.count)
        return "  \(name)  \(cell(bayes[key]))"
      }
  }

  private var markdown: String {
    let keys = BayesValues.keys.filter { key in entries.contains { $0.bayes[key] != nil } }
    var table = MarkdownTable(
      [
        .init(head: "scenario", alignment: .left), .init(head: "preset", alignment: .left),
        .init(head: "prevalence"),
      ] + keys.map { .init(head: Self.heads[$0] ?? $0) })
    for entry in entries {
      table.append(
        [
          Markdown.escaped(entry.scenario), Markdown.escaped(entry.preset),
          NumberText.percent(entry.bayes.prevalence),
        ] + keys.map { Self.cell(entry.bayes[$0]) })
    }
    return table.text
  }

  private func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(entries), as: UTF8.self)
  }
}
