import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("What is wrong with a folder is said, and nothing is left half-written")
struct FormatErrorTests {
  private let dataset = Dataset(featureNames: ["a"], features: [1, 2, 3], labels: [0, 1, 0])

  @Test("A destination that exists is replaced only if asked for, and only if it is a data set")
  func destination() throws {
    let folder = try FormatTestFolder()
    let path = folder.path("set")
    try DatasetFolder.write(dataset: dataset, to: path)
    #expect(throws: DatasetError.destinationExists(path: path)) {
      try DatasetFolder.write(dataset: dataset, to: path)
    }
    let other = Dataset(featureNames: ["b"], features: [9], labels: [1])
    let replaced = try DatasetFolder.write(dataset: other, to: path, overwrite: true)
    #expect(try replaced.read().isIdentical(to: other))
    #expect(try folder.entries().filter { $0.hasPrefix(".") }.isEmpty)

    try folder.write([1], to: "set/notes.txt")
    #expect(throws: DatasetError.destinationNotReplaceable(path: path)) {
      try DatasetFolder.write(dataset: dataset, to: path, overwrite: true)
    }
    #expect(try DatasetFolder(path: path).read().isIdentical(to: other))
    try folder.write([1], to: "file")
    #expect(throws: DatasetError.destinationNotReplaceable(path: folder.path("file"))) {
      try DatasetFolder.write(dataset: dataset, to: folder.path("file"), overwrite: true)
    }
    #expect(try folder.entries().filter { $0.hasPrefix(".") }.isEmpty)
  }

  @Test("A parent that does not exist or is no folder")
  func parents() throws {
    let folder = try FormatTestFolder()
    try folder.write([1], to: "file")
    for (parent, reason) in [
      ("missing", "No such file or directory"), ("file", "Not a directory"),
    ] {
      let error = try #require(throws: DatasetError.self) {
        try DatasetFolder.write(dataset: dataset, to: folder.path("\(parent)/set"))
      }
      #expect(
        error.description == "Cannot create a folder in '\(folder.path(parent))': \(reason).")
    }
    #expect(try folder.entries() == ["file"])
  }

  @Test("A failure after the arrays are written leaves nothing behind")
  func lateFailure() throws {
    let folder = try FormatTestFolder()
    let plan = try DrawPlan(scenario: Gauss(), rows: 100, seed: 1, purpose: .test)
    let bayes = BayesValues(
      prevalence: 0.001, rowCount: 1,
      estimates: ["auroc": BayesEstimate(value: .nan, standardError: 0)])
    #expect(
      throws: DatasetError.invalidManifest(
        path: folder.path("set/manifest.json"),
        reason: "'bayes.estimates.auroc.value' cannot be nan")
    ) {
      try DatasetFolder.write(plan: plan, bayes: bayes, to: folder.path("set"))
    }
    #expect(try folder.entries().isEmpty)
  }

  @Test("Rows outside of the draw or folder")
  func ranges() throws {
    let folder = try FormatTestFolder()
    let plan = try DrawPlan(scenario: Gauss(), rows: 10, seed: 1, purpose: .test)
    #expect(throws: DatasetError.invalidRowRange(5..<11, rows: 10)) {
      try DatasetFolder.write(plan: plan, rows: 5..<11, to: folder.path("set"))
    }
    let written = try DatasetFolder.write(dataset: dataset, to: folder.path("set"))
    #expect(throws: DatasetError.invalidRowRange(0..<4, rows: 3)) { try written.read(rows: 0..<4) }
  }

  @Test("Not a data-set folder")
  func noFolder() throws {
    let folder = try FormatTestFolder()
    #expect(throws: DatasetError.notADatasetFolder(path: folder.url.path)) {
      try DatasetFolder(path: folder.url.path)
    }
  }

  @Test(
    "A manifest that was tampered with",
    arguments: [
      ("not JSON", "{", "it is not valid JSON"),
      ("no rows", #"{"formatVersion": 1, "kind": "import"}"#, "it has no 'rows'"),
      (
        "another version",
        #"{"formatVersion": 3, "kind": "import", "rows": {"first": 0, "count": 3}, "#
          + #""positiveCount": 1, "columns": [], "typologies": [], "blockRows": 1, "blocks": []}"#,
        "its formatVersion is 3; 1 and 2 are read"
      ),
    ])
  func manifests(_: String, text: String, reason: String) throws {
    let folder = try FormatTestFolder()
    try DatasetFolder.write(dataset: dataset, to: folder.path("set"))
    try folder.write(Array(text.utf8), to: "set/manifest.json")
    #expect(
      throws: DatasetError.invalidManifest(path: folder.path("set/manifest.json"), reason: reason)
    ) {
      try DatasetFolder(path: folder.path("set"))
    }
  }

  @Test("Array files that are cut off, of another type, shape or order")
  func arrayFiles() throws {
    let folder = try FormatTestFolder()
    try DatasetFolder.write(dataset: dataset, to: folder.path("set"))
    let (name, path) = ("set/features.npy", folder.path("set/features.npy"))
    let original = try folder.bytes(name)
    func replaced(_ text: String, _ other: String) -> [UInt8] {
      let header = String(decoding: original[..<128], as: Unicode.ASCII.self)
      guard let range = header.range(of: text) else { return [] }
      let offset = header.distance(from: header.startIndex, to: range.lowerBound)
      var bytes = original
      bytes.replaceSubrange(offset..<offset + text.utf8.count, with: Array(other.utf8))
      return bytes
    }
    var otherVersion = original
    otherVersion[6] = 9
    let cases: [([UInt8], String)] = [
      (original.dropLast(), "it has 139 bytes, but its header says 140"),
      (original + [0], "it has 141 bytes, but its header says 140"),
      (Array(original[..<60]), "its header is cut off"),
      ([], "it does not begin as a NumPy array file"),
      (otherVersion, "its format version is 9.0; only 1.0 is read"),
      (replaced("<f4", ">f4"), "its values are not of a type that is read (<f4, <f8 or |u1)"),
      (replaced("<f4", "<f8"), "its values are float64, but the manifest says float32"),
      (
        replaced("False", "True "),
        "its values are not in C order (fortran_order must be False)"
      ),
      (replaced("(3, 1)", "(4, 1)"), "its shape is [4, 1], but the manifest says [3, 1]"),
      (replaced("(3, 1)", "(x, 1)"), "its shape (x, 1) is not a list of sizes"),
    ]
    for (bytes, reason) in cases {
      try folder.write(bytes, to: name)
      #expect(throws: DatasetError.invalidArrayFile(path: path, reason: reason)) {
        try DatasetFolder(path: folder.path("set"))
      }
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(
      throws: DatasetError.fileOperation(
        "open the file", path: path, reason: "No such file or directory")
    ) {
      try DatasetFolder(path: folder.path("set"))
    }
  }

  @Test("A changed value is found by its block's hash, a label of 2 by reading")
  func changedValues() throws {
    let folder = try FormatTestFolder()
    let path = folder.path("set")
    let plan = try DrawPlan(
      scenario: Gauss(preset: "default", prevalence: 0.5), rows: 4, seed: 1, purpose: .test)
    try DatasetFolder.write(plan: plan, to: path)
    for (file, part) in [
      ("set/features.npy", "features and labels"),
      ("set/oracle/posterior.npy", "posteriors and typologies"),
    ] {
      let original = try folder.bytes(file)
      var changed = original
      changed[130] ^= 1
      try folder.write(changed, to: file)
      #expect(throws: DatasetError.hashMismatch(path: path, rows: 0..<4, part: part)) {
        try DatasetFolder(path: path).verify()
      }
      try folder.write(original, to: file)
    }
    var labels = try folder.bytes("set/labels.npy")
    labels[130] = 2
    try folder.write(labels, to: "set/labels.npy")
    #expect(
      throws: DatasetError.invalidLabel(2, row: 2, path: folder.path("set/labels.npy"))
    ) {
      try DatasetFolder(path: path).read()
    }
  }
}
