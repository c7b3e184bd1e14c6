import Datasets
import Testing

@testable import Experiments
@testable import Training

@Suite("Rows of a replicate that models share")
struct SharedReplicateTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A data set of one replicate, in memory.
  private func dataset(_ name: String, _ settings: String = "") throws -> PreparedDataset {
    let suite = try SuiteFile.read(
      try folder.write(
        """
        name: shared
        losses: [cross-entropy]
        replicates: 1
        configurations: 1
        models: [logistic]
        datasets:
          - scenario: \(name)
            prevalence: 0.05
            rows: {training: 900, validation: 400, test: 500}
        \(settings)
        """))
    return try SuitePlan(suite).datasets[0]
  }

  private func values(_ data: TrainingData) throws -> [Float] {
    let stored: [Float]? = if case .stored(let values) = data.inputs { values } else { nil }
    return try #require(stored)
  }

  @Test(
    "Inputs are the same bits whether they take the place of the features or stand beside them",
    arguments: [
      ("typologies", ""), ("transactions", ""), ("transactions", "    encoding: {log1p: [amount]}"),
    ])
  func sameInputs(_ name: String, _ settings: String) throws {
    let dataset = try dataset(name, settings)
    let alone = SharedReplicate(dataset, replicate: 0, for: [.standardized], truth: nil)
    let shared = SharedReplicate(
      dataset, replicate: 0, for: [.standardized, .unchanged], truth: nil)
    let (parts, taken) = try alone.rows(for: .standardized, threads: 1)
    let (whole, beside) = try shared.rows(for: .standardized, threads: 2)
    #expect(whole.training.features.count == 900 * whole.training.featureCount)
    for part in [parts.training, parts.validation, parts.test] { #expect(part.features.isEmpty) }
    for (one, other) in [
      (taken.training, beside.training), (taken.validation, beside.validation),
      (taken.test, beside.test),
    ] {
      #expect(one.featureCount == other.featureCount)
      #expect(try values(one) == values(other))
      #expect(one.labels == other.labels && one.amounts == other.amounts)
    }
    // What else is known of the rows stays.
    #expect(parts.test.labels == whole.test.labels)
    #expect(parts.test.oracle?.posterior == whole.test.oracle?.posterior)

    // The last kind of model may take the features; the first does not notice.
    let before = try values(beside.training)
    let (left, unchanged) = try shared.rows(for: .unchanged, threads: 1)
    #expect(left.training.features.isEmpty)
    #expect(try values(unchanged.training) == whole.training.features)
    #expect(try values(beside.training) == before)
    let (_, again) = try shared.rows(for: .standardized, threads: 1)
    #expect(try values(again.training) == before)
  }

  @Test("Rows are brought again for a kind of input that nobody announced")
  func unannounced() throws {
    let replicate = SharedReplicate(
      try dataset("typologies"), replicate: 0, for: [.standardized], truth: nil)
    let (parts, inputs) = try replicate.rows(for: .standardized, threads: 1)
    #expect(parts.training.features.isEmpty)
    let (_, unchanged) = try replicate.rows(for: .unchanged, threads: 1)
    #expect(try values(unchanged.training).count == values(inputs.training).count)
    #expect(try values(unchanged.training) != values(inputs.training))
  }
}
