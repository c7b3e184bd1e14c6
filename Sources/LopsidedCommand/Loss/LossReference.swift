internal import Foundation
internal import Losses
internal import Reporting

/// The reference of all losses in Markdown, `docs/losses.md`.
struct LossReference {
  let entries: [LossCatalogue.Entry]

  var text: String {
    get throws {
      var table = MarkdownTable(
        ["loss", "kind", "proper", "convex", "recovers the posterior", "batches", "settings"]
          .map { MarkdownTable.Column(head: $0, alignment: .left) })
      for entry in entries {
        let description = LossDescription(entry: entry)
        let properties = entry.profile.properties
        let settings = try description.settings()
        table.append([
          "[\(code(entry.profile.name))](#\(Markdown.anchor(of: entry.profile.name)))",
          description.kind, properties.isStrictlyProper ? "yes" : "no",
          properties.isConvex ? "yes" : "no", properties.recoversPosterior ? "yes" : "no",
          properties.batches.word,
          settings.isEmpty ? "none" : settings.map(code).joined(separator: ", "),
        ])
      }
      return Markdown.blocks(
        [
          "# Losses",
          """
          Made by `make docs` from the losses themselves; do not edit. `z` is the logit, `y` the \
          label, `p = σ(z)`, `n₊` and `n₋` the positive and negative rows of the training set. \
          What each loss is held to, and by how much it keeps it, stands in \
          [loss-laws.md](loss-laws.md); [CONTRIBUTING.md](../CONTRIBUTING.md) says how to add one.
          """,
          table.text,
        ] + (try entries.map(section)))
    }
  }

  private func section(_ entry: LossCatalogue.Entry) throws -> String {
    let description = LossDescription(entry: entry)
    let profile = entry.profile
    let settings = try description.settings()
    return Markdown.blocks([
      Markdown.heading(profile.name, level: 2),
      Markdown.escaped(
        "\(profile.title.prefix(1).uppercased())\(profile.title.dropFirst()), after "
          + "\(profile.reference)."),
      "```text\n\(profile.formula)\n```",
      Markdown.bullets(
        description.sentences.map(Markdown.escaped) + [
          "Batches: \(Markdown.escaped(description.batches)).",
          "Boosted trees divide by \(Markdown.escaped(description.boosting)).",
          "Settings: "
            + (settings.isEmpty ? "none" : settings.map(code).joined(separator: ", ")) + ".",
        ] + (settings.isEmpty ? [] : ["Tuning tries " + grid(description.grid) + "."])),
      notes(profile.name),
    ])
  }

  /// A link to the notes on a loss, where the folder the command is run in has some.
  private func notes(_ name: String) -> String {
    FileManager.default.fileExists(atPath: "docs/losses/\(name).md")
      ? "[Notes](losses/\(name).md)" : ""
  }

  private func grid(_ points: [String]) -> String {
    points.map(code).joined(separator: "; ")
  }

  private func code(_ text: String) -> String { "`\(text)`" }
}
