internal import ArgumentParser
internal import LossLaws
internal import Losses

struct ShowLoss: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Tell what there is to know of a loss.")

  @OptionGroup var selection: LossSelection
  @OptionGroup var trainingSet: TrainingSetArguments

  func run() async throws {
    try await ExitStatus.reporting { print(try text()) }
  }

  private func text() throws -> String {
    let entry = try selection.entry()
    let description = LossDescription(entry: entry)
    let profile = entry.profile
    let settings = try description.settings()
    var lines = [
      "\(profile.name): \(profile.title)", "  \(profile.formula)", "  \(profile.reference)", "",
    ]
    lines += description.sentences
    lines += [
      "", "Batches: \(description.batches).", "Boosted trees divide by \(description.boosting).",
    ]
    lines += [
      "", "Settings: \(settings.isEmpty ? "none" : settings.joined(separator: ", ")).",
    ]
    if !settings.isEmpty {
      lines.append("Tuning tries:")
      lines += description.grid.map { "  \($0)" }
    }
    let given = try selection.settings.values()
    let at = given.isEmpty ? "" : ", at the given settings"
    lines += ["", "On \(trainingSet.sentence)\(at):"]
    lines += try outputs(entry, given).map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  /// Where models start, and what the best output is.
  private func outputs(
    _ entry: LossCatalogue.Entry, _ settings: [String: Double]
  ) throws -> [String] {
    let context = trainingSet.context
    let subject = try LawSubject(entry, settings: settings, in: context)
    var lines: [String] = []
    let prior = context.priorLogit
    if let start = subject.loss.optimalConstant(in: context) {
      lines.append(
        "the optimal constant start is z = \(start.brief), p = \(probability(start))")
    } else {
      lines.append(
        """
        no optimal constant start; models start at the prevalence, z = \(prior.brief), \
        p = \(probability(prior))
        """)
    }
    guard entry.profile.properties.isPointwise else { return lines }
    guard let best = subject.bestLogit(atPosterior: 0.001) else {
      return lines + ["the best output at a posterior of 0.001 lies at infinity"]
    }
    lines.append(
      """
      the best output at a posterior of 0.001 is z = \(best.brief), p = \(probability(best))
      """)
    if !entry.profile.properties.needsAmounts,
      let recovered = subject.loss.recoverPosterior(fromLogit: best, in: context)
    {
      lines.append("  from which the posterior \(recovered.brief) is recovered")
    }
    return lines
  }

  private func probability(_ z: Double) -> String { LawSubject.probability(ofLogit: z).brief }
}
