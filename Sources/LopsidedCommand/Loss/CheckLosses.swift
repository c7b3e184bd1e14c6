internal import ArgumentParser
internal import LossLaws
internal import Losses

struct CheckLosses: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Hold losses to the laws, and time them.",
    discussion: """
      Checks every point of a loss's tuning grid, or with --set the settings that are given, and \
      prints for each law the error nearest to its tolerance, or beyond. Then times the loss \
      against cross-entropy, in turns. Exit code 1 when a law is broken.
      """)

  @Argument(help: "The losses; `lopsided loss list` shows them.")
  var names: [String] = []

  @Flag(help: "All losses there are.")
  var all = false

  @OptionGroup var settings: LossSettings
  @OptionGroup var trainingSet: TrainingSetArguments
  @OptionGroup var source: LossSource

  @Option(help: "What to print: text, or a markdown table without timings.")
  var format: Format = .text

  @Flag(help: "Do not time the losses.")
  var skipSpeed = false

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
  }

  func validate() throws {
    guard all || !names.isEmpty else {
      throw ValidationError("Name the losses to check, or give --all.")
    }
    guard !all || names.isEmpty else {
      throw ValidationError("--all checks every loss: leave out \(names.joined(separator: ", ")).")
    }
    guard names.count == 1 || settings.assignments.isEmpty else {
      throw ValidationError("--set goes with a single loss.")
    }
  }

  func run() async throws {
    let isLawful = try await ExitStatus.reporting { try check() }
    if !isLawful { throw ExitStatus.someTrialsFailed }
  }

  /// Whether all laws hold.
  private func check() throws -> Bool {
    let catalogue = try source.catalogue()
    let entries = all ? catalogue.entries : try names.map { try catalogue.entry(named: $0) }
    var checked: [(entry: LossCatalogue.Entry, results: [LawResult])] = []
    for entry in entries {
      let results = try results(of: entry)
      checked.append((entry, results))
      if format == .text { try report(entry, results) }
    }
    if format == .markdown {
      print(LawTable(checked: checked, trainingSet: trainingSet.sentence).text)
    }
    return checked.allSatisfy { !$0.results.contains { $0.isFailure } }
  }

  private func results(of entry: LossCatalogue.Entry) throws -> [LawResult] {
    let given = try settings.values()
    guard given.isEmpty else {
      return LossLaws.check(
        try LawSubject(entry, settings: given, in: trainingSet.context))
    }
    return try LossLaws.checkGrid(of: entry, in: trainingSet.context)
  }

  private func report(_ entry: LossCatalogue.Entry, _ results: [LawResult]) throws {
    let given = try settings.values()
    let points = entry.profile.tuningGrid.count
    let at = given.isEmpty ? "\(points) points of its tuning grid" : "the given settings"
    print("\(entry.profile.name), \(at), \(trainingSet.sentence)")
    var table = TextTable(["", "law", "worst error", "tolerance", "comparisons", "where"])
    for result in results { table.append(["  "] + LawLine(result: result).cells) }
    print(table.text)
    let failures = results.filter(\.isFailure)
    for law in LossLaws.all where failures.contains(where: { $0.law == law.id }) {
      print("  FAIL \(law.id): \(law.statement)")
    }
    if !skipSpeed {
      print(try LossSpeed(loss: entry.make(settings: given)).text)
    }
    print("")
  }
}
