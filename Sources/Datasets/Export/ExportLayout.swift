internal import Foundation

/// Which files an export has, and which rows and columns each of them holds.
struct ExportLayout: Sendable {
  let format: ExportFormat
  let options: ExportOptions
  private let tables: ExportTables
  private let partCount: Int
  private let metadata: [String: [(String, String)]]

  /// The layout of splits.
  ///
  /// - Throws: ``DatasetError/invalidSplits(_:)`` when there are none, two have the same name, or
  ///   their columns differ.
  init(
    _ parts: [ExportPart], format: ExportFormat, options: ExportOptions
  ) throws(DatasetError) {
    guard let first = parts.first else {
      throw .invalidSplits("There are no rows to export; at least one split must be given.")
    }
    let names = parts.map(\.split)
    if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw .invalidSplits(
        "Two sets of rows are for the split '\(name)'; each split can be given once.")
    }
    tables = ExportTables(first.manifest)
    for part in parts where ExportTables(part.manifest) != tables {
      throw .invalidSplits(
        "The splits '\(first.split)' and '\(part.split)' have different columns; "
          + "all splits of an export must have the same names, levels and attributes.")
    }
    self.format = format
    self.options = options
    partCount = parts.count
    var metadata: [String: [(String, String)]] = [:]
    for part in parts { metadata[part.split] = try Self.metadata(part, tables) }
    self.metadata = metadata
  }

  /// What the schema of an Arrow file says besides.
  private static func metadata(
    _ part: ExportPart, _ tables: ExportTables
  ) throws(DatasetError) -> [(String, String)] {
    var roles: [String: String] = [:]
    for column in tables.rows + tables.oracle { roles[column.name] = column.role.rawValue }
    var pairs = [("lopsided.roles", try compact(roles)), ("lopsided.split", part.split)]
    if let draw = part.manifest.draw { pairs.append(("lopsided.draw", try compact(draw))) }
    if let source = part.manifest.source { pairs.append(("lopsided.source", source)) }
    return pairs
  }

  private static func compact(_ value: some Encodable) throws(DatasetError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw .invalidSplits("The metadata of the rows cannot be written as JSON: \(error).")
    }
  }

  /// Folders within the export.
  var folders: [String] {
    (format == .huggingFace ? ["data"] : [])
      + (tables.oracle.isEmpty ? [] : [DatasetFolder.oracleFolder])
  }

  /// Rows that are written together, and their files.
  struct Shard: Sendable {
    let rows: Range<Int>
    let files: [PlannedFile]
    /// Rows that are encoded together: a power of two, so that no block of hashes ends among them.
    let blockRows: Int
  }

  private func shard(_ rows: Range<Int>, _ files: [PlannedFile]) -> Shard {
    let limits = [options.blockRows, options.shardRows, DatasetFolder.blockRows]
    return Shard(
      rows: rows, files: files,
      blockRows: (limits + files.map(\.encoder.blockRows)).min() ?? options.blockRows)
  }

  /// The shards of a split, in order; at least one.
  func shards(of part: ExportPart) -> [Shard] {
    let count = part.rowCount
    guard format == .huggingFace else {
      return [shard(0..<count, files(of: part, stem: partCount == 1 ? nil : part.split))]
    }
    let size = options.shardRows
    let shards = max(1, (count + size - 1) / size)
    return (0..<shards).map { index in
      let stem = "\(part.split)-\(Self.padded(index))-of-\(Self.padded(shards))"
      return shard(
        index * size..<min(count, (index + 1) * size), files(of: part, stem: stem))
    }
  }

  private static func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  private func files(of part: ExportPart, stem: String?) -> [PlannedFile] {
    let metadata = metadata[part.split] ?? []
    var files: [PlannedFile] = []
    func add(
      _ content: ExportFile.Content, _ path: String, _ encoder: any TableEncoder
    ) { files.append(PlannedFile(path: path, content: content, encoder: encoder)) }
    let folder = format == .huggingFace ? "data/" : ""
    let rows = "\(folder)\(stem ?? "data").\(format.fileExtension)"
    if format == .svmlight {
      add(
        .rows, rows, SVMLightEncoder(features: tables.features, labels: options.svmlightLabels))
      if !tables.attributes.isEmpty {
        add(
          .attributes, stem.map { "\($0)-attributes.csv" } ?? "attributes.csv",
          CSVEncoder(columns: tables.attributes))
      }
    } else {
      add(.rows, rows, encoder(tables.rows, metadata))
    }
    if !tables.oracle.isEmpty {
      add(
        .oracle, "\(DatasetFolder.oracleFolder)/\(stem ?? "oracle").\(format.tableExtension)",
        encoder(tables.oracle, metadata))
    }
    return files
  }

  private func encoder(
    _ columns: [ExportColumn], _ metadata: [(String, String)]
  ) -> any TableEncoder {
    switch format {
    case .csv, .svmlight: CSVEncoder(columns: columns)
    case .gzippedCSV: GzipEncoder(base: CSVEncoder(columns: columns))
    case .arrow, .huggingFace: ArrowEncoder(columns: columns, metadata: metadata)
    }
  }

  /// The columns of all files, for the manifest.
  var columns: [ExportManifest.Column] {
    let attributes: ExportFile.Content = format == .svmlight ? .attributes : .rows
    return tables.features.map { Self.column($0, .rows) }
      + tables.attributes.map { Self.column($0, attributes) } + [Self.column(tables.label, .rows)]
      + tables.oracle.map { Self.column($0, .oracle) }
  }

  private static func column(
    _ column: ExportColumn, _ content: ExportFile.Content
  ) -> ExportManifest.Column {
    ExportManifest.Column(
      name: column.name, role: column.role, type: column.element.rawValue, content: content,
      levels: column.levels)
  }
}
