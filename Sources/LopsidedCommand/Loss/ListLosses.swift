internal import ArgumentParser
internal import Foundation
internal import Losses

struct ListLosses: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the losses.",
    discussion: "`lopsided loss show NAME` tells more of one. Markdown is what docs/losses.md is.")

  @OptionGroup var source: LossSource

  @Option(help: "What to print: text, json or markdown.")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
  }

  func run() async throws {
    try await ExitStatus.reporting {
      let entries = try source.catalogue().entries
      switch format {
      case .text: print(try text(entries))
      case .json: print(try json(entries))
      case .markdown: print(try LossReference(entries: entries).text)
      }
    }
  }

  private func text(_ entries: [LossCatalogue.Entry]) throws -> String {
    var table = TextTable([
      "name", "kind", "proper", "convex", "posterior", "batches", "settings",
    ])
    for entry in entries {
      let description = LossDescription(entry: entry)
      let properties = entry.profile.properties
      let settings = try description.settings()
      table.append([
        entry.profile.name, description.kind, properties.isStrictlyProper ? "yes" : "no",
        properties.isConvex ? "yes" : "no", properties.recoversPosterior ? "yes" : "no",
        properties.batches.word, settings.isEmpty ? "none" : settings.joined(separator: ", "),
      ])
    }
    return table.text
  }

  private struct Record: Encodable {
    var name: String
    var title: String
    var formula: String
    var reference: String
    var revision: String
    var isPointwise: Bool
    var needsAmounts: Bool
    var isStateful: Bool
    var isStrictlyProper: Bool
    var isConvex: Bool
    var recoversPosterior: Bool
    var batches: String
    var boostingCurvature: String
    var settings: [String: Double?]
    var tuningGrid: [[String: Double]]
  }

  private func json(_ entries: [LossCatalogue.Entry]) throws -> String {
    let records = try entries.map { entry in
      let profile = entry.profile
      let properties = profile.properties
      let defaults = try entry.make().settings
      return Record(
        name: profile.name, title: profile.title, formula: profile.formula,
        reference: profile.reference, revision: profile.revision,
        isPointwise: properties.isPointwise, needsAmounts: properties.needsAmounts,
        isStateful: properties.isStateful, isStrictlyProper: properties.isStrictlyProper,
        isConvex: properties.isConvex, recoversPosterior: properties.recoversPosterior,
        batches: properties.batches.word,
        boostingCurvature: properties.boostingCurvature.rawValue,
        settings: Dictionary(
          profile.settingNames.map { ($0, defaults[$0]) }, uniquingKeysWith: { first, _ in first }),
        tuningGrid: profile.tuningGrid)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(records), as: UTF8.self)
  }
}

extension BatchPolicy {
  /// What the loss's batches are like, in a word or two.
  var word: String {
    switch self {
    case .any: "any"
    case .skip: "both classes"
    case .stratified(let positives): "stratified \(positives)"
    case .queue(let rows): "queue \(rows)"
    }
  }
}
