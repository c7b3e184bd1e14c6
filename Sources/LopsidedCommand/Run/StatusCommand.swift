internal import ArgumentParser
internal import Experiments
internal import Foundation
internal import Results

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how far a suite is: done, failed and why, missing, time left.",
    discussion: """
      Says what `lopsided run` would do now, from the suite file and the store; it changes neither \
      and may be asked while a run is at work. For a store alone (FILE.sqlite), or where the suite \
      cannot be planned, it goes by the plan of the last run. Ends with status 1 when trials failed.
      """)

  /// How the status is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @OptionGroup var suite: SuiteArgument
  @OptionGroup var source: LossSource

  @Option(
    name: [.short, .long],
    help: "Trials in flight at once that the time left is meant for (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "text or json.")
  var format = Format.text

  func run() async throws {
    let status = try await ExitStatus.reporting { try show() }
    if status.failed > 0 { throw ExitStatus.someTrialsFailed }
  }

  private func show() throws -> SuiteStatus {
    let (name, status) = try currentStatus()
    switch format {
    case .text: print(StatusText(name: name, status: status, suite: argument).text)
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
      print(String(decoding: try encoder.encode(status), as: UTF8.self))
    }
    return status
  }

  /// The suite and its store as the next command takes them.
  private var argument: String {
    let store = suite.store.map { " --store \(Terminal.quoted($0))" } ?? ""
    return Terminal.quoted(suite.suite) + store
  }

  private func currentStatus() throws -> (name: String, SuiteStatus) {
    if suite.suite.hasSuffix(".sqlite") {
      return try stored(URL(filePath: suite.suite))
    }
    guard FileManager.default.fileExists(atPath: suite.file.path) else {
      return try stored(suite.storeURL(name: suite.suite))
    }
    let name = try SuiteFile.identity(of: suite.file).name
    let url = suite.storeURL(name: name)
    do {
      let plan = try SuitePlan(try SuiteFile.read(suite.file, losses: source.catalogue()))
      return (name, SuiteStatus(plan, store: try ResultStore.overview(at: url), jobs: jobs))
    } catch let error as SuiteError {
      let last = try stored(url)
      Terminal.error("Warning: \(error) This is the plan of the last run.")
      return last
    }
  }

  private func stored(_ url: URL) throws -> (name: String, SuiteStatus) {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw ResultStoreError.missing(path: url.path)
    }
    let overview = try ResultStore.overview(at: url)
    guard let record = overview.suite else { throw ResultStoreError.empty(path: url.path) }
    return (record.name, SuiteStatus(overview))
  }
}
