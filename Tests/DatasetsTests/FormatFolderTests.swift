import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("A data-set folder gives back what was written")
struct FormatFolderTests {
  private func plan(rows: Int = 500) throws -> DrawPlan {
    try DrawPlan(
      scenario: Typologies(preset: "default", prevalence: 0.1), rows: rows, seed: 41,
      purpose: .training)
  }

  @Test("A draw, whole, in part and without oracle")
  func roundTrip() throws {
    let folder = try FormatTestFolder()
    let plan = try plan()
    let whole = plan.generate()
    let written = try DatasetFolder.write(plan: plan, to: folder.path("set"), jobs: 2)
    try written.verify()
    let read = try DatasetFolder(path: folder.path("set"))
    #expect(read.manifest == written.manifest)
    #expect(try read.read().isIdentical(to: whole))
    #expect(try read.read(rows: 100..<133).isIdentical(to: whole.rows(at: Array(100..<133))))
    #expect(try read.read(rows: 7..<7).rowCount == 0)
    #expect(try read.read(includingOracle: false).oracle == nil)
    #expect(
      try folder.entries() == [
        "set", "set/amounts.npy", "set/features.npy", "set/labels.npy", "set/manifest.json", "set/oracle",
        "set/oracle/posterior.npy", "set/oracle/typology.npy",
      ])
  }

  @Test("The manifest says everything that the rows are a function of")
  func manifest() throws {
    let folder = try FormatTestFolder()
    let plan = try plan()
    let bayes = BayesValues(
      prevalence: 0.1, rowCount: 10,
      estimates: ["auroc": BayesEstimate(value: 0.97, standardError: 0.01)])
    let manifest = try DatasetFolder.write(
      plan: plan, rows: 100..<300, bayes: bayes, to: folder.path("set")
    ).manifest
    let draw = try #require(manifest.draw)
    #expect(manifest.kind == .scenario)
    #expect(draw.schemeVersion == 1)
    #expect((draw.scenario, draw.preset, draw.purpose) == ("typologies", "default", "training"))
    #expect((draw.seed, draw.rowCount, draw.positiveCount) == (41, 500, 50))
    #expect(draw.parameters == plan.scenario.parameters.all)
    #expect((manifest.rows.first, manifest.rows.count) == (100, 200))
    #expect(manifest.positiveCount == plan.generate(rows: 100..<300).positiveCount)
    #expect(manifest.columns.map(\.name).suffix(4) == ["label", "amount", "posterior", "typology"])
    #expect(manifest.featureNames == plan.scenario.featureNames)
    #expect(manifest.bayes == bayes)
    let part = plan.generate(rows: 100..<300)
    #expect(manifest.blocks.map(\.data) == [part.logicalHash])
    #expect(try manifest.blocks.map(\.oracle) == [part.oracleHash()])
    let text = String(decoding: try folder.bytes("set/manifest.json"), as: UTF8.self)
    #expect(text.hasPrefix("{\n  \"bayes\" : {"))
    #expect(!text.contains(folder.url.path))
  }

  @Test("The same rows give the same bytes, whatever the number of threads")
  func sameBytes() throws {
    let folder = try FormatTestFolder()
    let plan = try plan(rows: 5000)
    try DatasetFolder.write(plan: plan, to: folder.path("a"))
    try DatasetFolder.write(plan: plan, to: folder.path("b"), jobs: 3)
    for file in ["features.npy", "labels.npy", "oracle/posterior.npy", "manifest.json"] {
      #expect(try folder.bytes("a/\(file)") == folder.bytes("b/\(file)"))
    }
  }

  @Test("Imported rows: no oracle, missing values, names beyond ASCII")
  func imported() throws {
    let folder = try FormatTestFolder()
    let dataset = Dataset(
      featureNames: ["Betrag \"€\"", "b"],
      features: [1, .nan, -0.0, .infinity, .leastNonzeroMagnitude, 6],
      labels: [0, 1, 0])
    let written = try DatasetFolder.write(
      dataset: dataset, source: "karten.csv", to: folder.path("set/"))
    #expect(try written.read().isIdentical(to: dataset))
    try written.verify()
    #expect(written.manifest.kind == .imported)
    #expect(written.manifest.source == "karten.csv")
    #expect(written.manifest.positiveCount == 1)
    #expect(written.manifest.draw == nil)
    #expect(!(try folder.entries().contains("set/oracle")))
    let none = Dataset(featureNames: ["a"], features: [], labels: [])
    #expect(try DatasetFolder.write(dataset: none, to: folder.path("none")).read().rowCount == 0)
  }

  @Test("Array files are byte for byte what NumPy writes")
  func numPy() throws {
    let folder = try FormatTestFolder()
    let dataset = Dataset(
      featureNames: ["a", "b"], features: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5], labels: [0, 1, 0])
    try DatasetFolder.write(dataset: dataset, to: folder.path("set"))
    let reference = try #require(
      Bundle.module.url(
        forResource: "numpy-features", withExtension: "npy", subdirectory: "Resources"))
    #expect(try folder.bytes("set/features.npy") == Array(Data(contentsOf: reference)))
    let labels = try folder.bytes("set/labels.npy")
    #expect(labels.count == 128 + 3)
    #expect(labels.suffix(4) == [0x0A, 0, 1, 0])
  }
}
