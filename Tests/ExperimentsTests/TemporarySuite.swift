import Datasets
import Experiments
import Foundation
import Results

/// A folder of its own for a test, removed with it.
final class TemporaryFolder: Sendable {
  let url = FileManager.default.temporaryDirectory.appending(
    path: "lopsided-experiments-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to name: String = "suite.yaml") throws -> URL {
    let file = url.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file
  }
}

/// A suite that runs in about a second in a debug build.
let tinySuite = """
  name: tiny
  seed: 3
  replicates: 2
  configurations: 2
  losses: [cross-entropy, focal]
  models:
    - name: logistic
      batch-size: 100
      epochs: 2
      learning-rates: [0.01, 0.1]
    - name: mlp
      hidden: [4]
      batch-size: 100
      epochs: 1
      learning-rates: [0.01, 0.1]
  datasets:
    - scenario: gauss
      prevalence: 0.05
      rows: {training: 400, validation: 200, test: 200}
  """

/// Reads, plans and runs a suite; gives back everything but the wall times.
func run(
  _ yaml: String, in folder: TemporaryFolder, store: String = "results.sqlite", jobs: Int = 1,
  report: @escaping @Sendable (RunEvent) -> Void = { _ in }
) async throws -> (summary: RunSummary, results: SuiteResults) {
  let plan = try SuitePlan(try SuiteFile.read(try folder.write(yaml)))
  let store = try ResultStore.open(at: folder.url.appending(path: store))
  let summary = try await SuiteRunner(
    plan: plan, store: store, jobs: jobs,
    bayesEstimator: BayesEstimator(
      batches: 4, positivesPerBatch: 200, negativesPerBatch: 200)
  ).run(report: report)
  var results = try store.results()
  for index in results.trials.indices { results.trials[index].seconds = 0 }
  try store.close()
  return (summary, results)
}
