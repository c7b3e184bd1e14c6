/// The metadata of an export in the Croissant format, version 1.1, as JSON-LD.
///
/// Every file of rows is a `FileObject` with its size and hash. A record set for each split names
/// the columns, with their types and where they are in the files; the oracle has record sets of its
/// own.
///
/// Source: MLCommons, "Croissant Format Specification" 1.1, with the context of its appendix.
struct CroissantMetadata {
  static let file = "croissant.json"

  private let manifest: ExportManifest

  init(_ manifest: ExportManifest) { self.manifest = manifest }

  /// The document: keys in alphabetical order, two spaces of indentation.
  ///
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)``.
  func json(path: String) throws(DatasetError) -> [UInt8] {
    try ManifestJSON.bytes(of: document, path: path)
  }

  private var document: JSONValue {
    let card = DatasetCard(manifest)
    var fields: [String: JSONValue] = [
      "@context": Self.context, "@type": "sc:Dataset",
      "conformsTo": "http://mlcommons.org/croissant/1.1",
      "name": .string(manifest.name), "description": .string(card.description),
      "url": .string(DatasetCard.file), "version": "1.0.0", "isLiveDataset": .bool(false),
      "creator": ["@type": "sc:Organization", "name": "Lopsided"],
      "keywords": ["imbalanced classification", "binary classification", "tabular"],
      "citeAs": .string(card.citation),
      "distribution": .array(distribution), "recordSet": .array(recordSets),
    ]
    if let license = manifest.license {
      fields["license"] = .string("https://spdx.org/licenses/\(license).html")
    }
    if manifest.splits.allSatisfy({ $0.draw != nil }) {
      // Rows are a function of the scheme, so they are as old as it is.
      fields["datePublished"] = .string(Self.schemeDate)
    }
    return .object(fields)
  }

  /// When version 1 of the way from seeds to rows was fixed.
  private static let schemeDate = "2026-11-24"

  private static let names = [
    "annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty",
    "excludes", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes",
    "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "readLines",
    "recordSet", "references", "regex", "repeated", "replace", "samplingRate", "sdVersion",
    "separator", "source", "subField", "transform", "unArchive", "value",
  ]

  /// The context of the specification's appendix, with `description` and `name` as mlcroissant
  /// has them.
  private static var context: JSONValue {
    var context: [String: JSONValue] = [
      "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/",
      "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
      "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
      "data": ["@id": "cr:data", "@type": "@json"],
      "dataType": ["@id": "cr:dataType", "@type": "@vocab"],
      "examples": ["@id": "cr:examples", "@type": "@json"],
      "description": ["@container": "@language"], "name": ["@container": "@language"],
    ]
    for name in names { context[name] = .string("cr:\(name)") }
    return .object(context)
  }

  private var distribution: [JSONValue] {
    var entries: [JSONValue] = manifest.files.map { file in
      [
        "@type": "cr:FileObject", "@id": .string(file.path), "name": .string(file.path),
        "contentUrl": .string(file.path), "contentSize": .string("\(file.byteCount) B"),
        "encodingFormat": .string(Self.encoding(of: file.path)), "sha256": .string(file.sha256),
      ]
    }
    for set in recordFiles where set.files.count > 1 {
      entries.append([
        "@type": "cr:FileSet", "@id": .string(set.fileSet), "name": .string(set.fileSet),
        "containedIn": .array(set.files.map { ["@id": .string($0)] }),
        "encodingFormat": .string(Self.encoding(of: set.files[0])), "includes": "*",
      ])
    }
    return entries
  }

  /// A record set, and the files that hold its records one after the other.
  private struct RecordFiles {
    let split: String
    let content: ExportFile.Content
    let files: [String]
    let isOnly: Bool

    var id: String {
      let name = content == .rows ? "rows" : content.rawValue
      return isOnly ? name : "\(split)-\(name)"
    }
    var fileSet: String { "\(id)-files" }
  }

  private var recordFiles: [RecordFiles] {
    manifest.splits.flatMap { split in
      [ExportFile.Content.rows, .attributes, .oracle].compactMap { content in
        let files = manifest.files.filter { $0.split == split.name && $0.content == content }
        guard !files.isEmpty else { return nil }
        return RecordFiles(
          split: split.name, content: content, files: files.map(\.path),
          isOnly: manifest.splits.count == 1)
      }
    }
  }

  private var recordSets: [JSONValue] {
    recordFiles.map { set in
      let isLines = set.content == .rows && manifest.format == ExportFormat.svmlight.rawValue
      let columns = manifest.columns.filter { $0.content == set.content }
      return [
        "@type": "cr:RecordSet", "@id": .string(set.id), "name": .string(set.id),
        "description": .string(Self.description(of: set)),
        "field": .array(
          isLines ? [line(of: set)] : columns.map { field($0, of: set) }),
      ]
    }
  }

  private static func description(of set: RecordFiles) -> String {
    switch set.content {
    case .rows: "The rows of the split '\(set.split)' as a learner may see them."
    case .attributes: "What is known besides of the rows of the split '\(set.split)'."
    case .oracle:
      "What only the generator knows of the rows of the split '\(set.split)', in the same order. "
        + "Never an input of a model."
    }
  }

  private func field(_ column: ExportManifest.Column, of set: RecordFiles) -> JSONValue {
    [
      "@type": "cr:Field", "@id": .string("\(set.id)/\(Self.identifier(column.name))"),
      "name": .string(column.name),
      "description": .string(DatasetCard.meaning(of: column)),
      "dataType": .string(Self.dataType(column.type)),
      "source": source(of: set, extract: ["column": .string(column.name)]),
    ]
  }

  /// Lines of an SVMlight file, which Croissant has no columns for.
  private func line(of set: RecordFiles) -> JSONValue {
    [
      "@type": "cr:Field", "@id": .string("\(set.id)/line"), "name": "line",
      "description": "The label, and index:value of each feature that is not zero.",
      "dataType": "sc:Text", "source": source(of: set, extract: ["fileProperty": "lines"]),
    ]
  }

  private func source(of set: RecordFiles, extract: JSONValue) -> JSONValue {
    set.files.count == 1
      ? ["fileObject": ["@id": .string(set.files[0])], "extract": extract]
      : ["fileSet": ["@id": .string(set.fileSet)], "extract": extract]
  }

  /// A name without blanks, which identifiers must not have.
  private static func identifier(_ name: String) -> String {
    String(name.map { $0.isWhitespace || "%/".contains($0) ? "_" : $0 })
  }

  private static func encoding(of path: String) -> String {
    if path.hasSuffix(".arrow") { return "application/vnd.apache.arrow.file" }
    if path.hasSuffix(".svmlight") { return "text/plain" }
    return "text/csv"
  }

  private static func dataType(_ type: String) -> String {
    switch type {
    case "float32": "cr:Float32"
    case "float64": "cr:Float64"
    case "uint8": "cr:UInt8"
    case "uint32": "cr:UInt32"
    default: "sc:Text"
    }
  }
}
