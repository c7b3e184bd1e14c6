import CounterRandom
import Datasets
import Foundation
import Hashing
import Testing

@Suite("An export is described, the same for any number of jobs, and whole or not there")
struct ExportFolderTests {
  private let dataset = ExportTestRows.dataset

  private func plan(rows: Int = 700) throws -> DrawPlan {
    try DrawPlan(scenario: Typologies(prevalence: 0.1), rows: rows, seed: 3, purpose: .training)
  }

  @Test("The same bytes from a draw and from its folder, whatever the jobs", arguments: ExportFormat.allCases)
  func sameBytes(format: ExportFormat) throws {
    let folder = try FormatTestFolder()
    let plan = try plan(rows: 300)
    let options = ExportOptions(shardRows: 128, blockRows: 32)
    for jobs in 1...3 {
      try DatasetExport.write(
        [ExportPart(plan: plan)], as: format, options: options, to: folder.path("\(jobs)"),
        jobs: jobs)
    }
    let written = try DatasetFolder.write(plan: plan, to: folder.path("set"))
    try DatasetExport.write(
      [ExportPart(folder: written)], as: format, options: options, to: folder.path("4"), jobs: 2)
    let names = try folder.entries().filter { $0.hasPrefix("1/") && $0.contains(".") }
      .map { String($0.dropFirst(2)) }
    #expect(names.count == (format == .huggingFace ? 9 : format == .svmlight ? 6 : 5))
    for name in names {
      for other in 2...4 {
        #expect(try folder.bytes("\(other)/\(name)") == folder.bytes("1/\(name)"), "\(name)")
      }
    }
  }

  @Test("Hashes of values are those of the array files, whatever the format")
  func hashes() throws {
    let folder = try FormatTestFolder()
    let plan = try plan()
    let blocks = try DatasetFolder.write(plan: plan, to: folder.path("set")).manifest.blocks
    for format in ExportFormat.allCases {
      let export = try DatasetExport.write(
        [ExportPart(plan: plan)], as: format, to: folder.path(format.rawValue), jobs: 2)
      #expect(export.manifest.splits.map(\.blocks) == [blocks])
      #expect(export.positiveCount == 70)
    }
  }

  @Test("Manifest and Croissant metadata have the sizes and hashes of the files")
  func metadata() throws {
    let folder = try FormatTestFolder()
    let plan = try plan()
    let test = try DrawPlan(scenario: plan.scenario, rows: 100, seed: 3, purpose: .test)
    let export = try DatasetExport.write(
      [ExportPart(plan: plan), ExportPart(plan: test)], as: .huggingFace,
      options: ExportOptions(shardRows: 512), to: folder.path("out"))
    #expect(
      export.manifest.files.map(\.path) == [
        "data/train-00000-of-00002.arrow", "oracle/train-00000-of-00002.arrow",
        "data/train-00001-of-00002.arrow", "oracle/train-00001-of-00002.arrow",
        "data/test-00000-of-00001.arrow", "oracle/test-00000-of-00001.arrow",
      ])
    let croissant = try #require(
      JSONSerialization.jsonObject(with: Data(folder.bytes("out/croissant.json")))
        as? [String: Any])
    #expect(croissant["conformsTo"] as? String == "http://mlcommons.org/croissant/1.1")
    let objects = try #require(croissant["distribution"] as? [[String: Any]])
    let described = objects.filter { $0["@type"] as? String == "cr:FileObject" }
    #expect(described.count == 6)
    for (file, object) in zip(export.manifest.files, described) {
      let bytes = try folder.bytes("out/\(file.path)")
      #expect(file.byteCount == bytes.count)
      #expect(file.sha256 == SHA256.hexadecimal(of: bytes))
      #expect(object["contentUrl"] as? String == file.path)
      #expect(object["sha256"] as? String == file.sha256)
      #expect(object["contentSize"] as? String == "\(bytes.count) B")
    }
    let sets = try #require(croissant["recordSet"] as? [[String: Any]])
    #expect(
      sets.compactMap { $0["@id"] as? String } == [
        "train-rows", "train-oracle", "test-rows", "test-oracle",
      ])
    let fields = sets.flatMap { $0["field"] as? [[String: Any]] ?? [] }
    let identifiers = fields.compactMap { $0["@id"] as? String }
    #expect(Set(identifiers).count == 2 * (28 + 2 + 2))
    let card = try folder.text("out/README.md")
    for text in [
      "license: cc0-1.0", "- split: test\n    path: oracle/test-*.arrow", "No person stands",
      "| seed | 3 |", "| train | 0..<700 | 700 | 70 | training |", "Not fit to any real bank",
      export.manifest.files[0].sha256,
    ] { #expect(card.contains(text), "\(text)") }
  }

  @Test("Splits must have the same columns and different names")
  func splits() throws {
    let folder = try FormatTestFolder()
    let part = ExportPart(dataset: dataset)
    let other = ExportPart(
      dataset: Dataset(featureNames: ["a"], features: [1], labels: [0]), split: "test")
    for parts in [[], [part, part], [part, other]] {
      let error = try #require(throws: DatasetError.self) {
        try DatasetExport.write(parts, as: .csv, to: folder.path("out"))
      }
      guard case .invalidSplits = error else { throw error }
    }
    #expect(try folder.entries().isEmpty)
  }

  @Test("A level that there is none of is named, and nothing is left", arguments: ExportFormat.allCases)
  func levels(format: ExportFormat) throws {
    let folder = try FormatTestFolder()
    for value in [5, -1, 0.5, Float.infinity] {
      let rows = Dataset(
        columns: [FeatureColumn("a"), FeatureColumn("c", .categorical(levels: ["x", "y"]))],
        features: [1, 0, 2, 1, 3, value], labels: [0, 1, 0])
      #expect(throws: DatasetError.invalidLevel(value, row: 2, column: "c", levels: 2)) {
        try DatasetExport.write(
          [ExportPart(dataset: rows)], as: format, options: ExportOptions(blockRows: 1),
          to: folder.path("out"), jobs: 2)
      }
    }
    #expect(try folder.entries().isEmpty)
  }

  @Test("A folder whose values were changed is refused, and nothing is left")
  func changedSource() throws {
    let folder = try FormatTestFolder()
    let path = folder.path("set")
    let written = try DatasetFolder.write(dataset: dataset, to: path)
    var bytes = try folder.bytes("set/features.npy")
    bytes[128] ^= 1
    try folder.write(bytes, to: "set/features.npy")
    #expect(
      throws: DatasetError.hashMismatch(path: path, rows: 0..<6, part: "features and labels")
    ) {
      try DatasetExport.write([ExportPart(folder: written)], as: .csv, to: folder.path("out"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["set"])
  }

  @Test("An export is replaced only if asked for, and only if nothing else lies in it")
  func destination() throws {
    let folder = try FormatTestFolder()
    let (path, part) = (folder.path("out"), ExportPart(dataset: dataset))
    try DatasetExport.write([part], as: .huggingFace, to: path)
    #expect(throws: DatasetError.destinationExists(path: path)) {
      try DatasetExport.write([part], as: .csv, to: path)
    }
    try DatasetExport.write([part], as: .csv, to: path, overwrite: true)
    try DatasetFolder.write(dataset: dataset, to: path, overwrite: true)
    try DatasetExport.write([part], as: .svmlight, to: path, overwrite: true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["out"])
    let error = try #require(throws: DatasetError.self) { try DatasetFolder(path: path) }
    #expect(error.description.contains("it describes an export in the format svmlight"))
    for name in ["out/notes.txt", "out/oracle/notes.txt"] {
      try folder.write([1], to: name)
      #expect(throws: DatasetError.destinationNotReplaceable(path: path)) {
        try DatasetExport.write([part], as: .csv, to: path, overwrite: true)
      }
      try FileManager.default.removeItem(atPath: folder.path(name))
    }
    #expect(try folder.text("out/data.svmlight") == ExportTestRows.svmlight)
  }

  @Test("What a killed process left is deleted by the next one; what a living one writes is not")
  func leftovers() throws {
    let folder = try FormatTestFolder()
    for name in [".out.partial-1-0", ".out.partial-2-0", ".outer.partial-1-0"] {
      try FileManager.default.createDirectory(
        atPath: folder.path("\(name)/data"), withIntermediateDirectories: true)
      try folder.write([1], to: "\(name)/data/rows")
    }
    let descriptor = unsafe open(folder.path(".out.partial-2-0"), O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    try DatasetExport.write([ExportPart(dataset: dataset)], as: .csv, to: folder.path("out"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        == [".out.partial-2-0", ".outer.partial-1-0", "out"])
  }
}
