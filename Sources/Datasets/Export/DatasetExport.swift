internal import Synchronization

/// A folder that holds a data set in a format of others, with metadata.
///
/// - One file of rows for each split (`data.csv`, or `train.csv` …), or `data/train-00000-of-…` in
///   a Hugging Face folder: features, then amounts, times, entities and weights where they are
///   known, and the label last.
/// - `oracle/`: what only the generator knows, in files of its own with the same rows in the same
///   order, so that nobody trains on it.
/// - `README.md`: a dataset card; `croissant.json`: Croissant 1.1 metadata.
/// - `manifest.json`: ``ExportManifest``, with the hashes that ``DatasetManifest`` has too.
///
/// A folder appears whole or not at all, and its bytes are the same for any number of jobs.
public struct DatasetExport: Sendable {
  /// Where the folder is.
  public let path: String
  /// What its manifest says.
  public let manifest: ExportManifest

  /// Number of rows of all splits.
  public var rowCount: Int { manifest.splits.reduce(0) { $0 + $1.rows.count } }
  /// Number of rows with label 1 of all splits.
  public var positiveCount: Int { manifest.splits.reduce(0) { $0 + $1.positiveCount } }

  /// Writes rows, a block at a time: memory does not grow with them.
  ///
  /// - Parameters:
  ///   - parts: The splits; they have the same columns.
  ///   - format: The format.
  ///   - options: What can be chosen about the files.
  ///   - path: The folder to be made; its parent must exist.
  ///   - overwrite: Whether a data set that was made there is replaced.
  ///   - jobs: Number of threads.
  ///
  /// - Returns: What was written.
  ///
  /// - Throws: ``DatasetError/invalidSplits(_:)``, ``DatasetError/destinationExists(path:)``,
  ///   ``DatasetError/destinationNotReplaceable(path:)``,
  ///   ``DatasetError/hashMismatch(path:rows:part:)``,
  ///   ``DatasetError/invalidLevel(_:row:column:levels:)``,
  ///   ``DatasetError/fileOperation(_:path:reason:)``, or an error of reading; nothing is left
  ///   behind then.
  @discardableResult
  public static func write(
    _ parts: [ExportPart], as format: ExportFormat, options: ExportOptions = ExportOptions(),
    to path: String, overwrite: Bool = false, jobs: Int = 1
  ) throws(DatasetError) -> DatasetExport {
    let layout = try ExportLayout(parts, format: format, options: options)
    try DatasetFolder.checkDestination(path, overwrite: overwrite)
    let folder = try PartialFolder(for: path)
    defer { withExtendedLifetime(folder) {} }
    do {
      let manifest = try write(
        parts, layout: layout, name: name(of: parts, path: path), to: folder.path, jobs: jobs)
      let texts: [(String, [UInt8])] = [
        (
          DatasetFolder.manifestFile,
          try manifest.json(path: "\(path)/\(DatasetFolder.manifestFile)")
        ),
        (
          CroissantMetadata.file,
          try CroissantMetadata(manifest).json(path: "\(path)/\(CroissantMetadata.file)")
        ),
        (DatasetCard.file, Array(DatasetCard(manifest).text.utf8)),
      ]
      for (name, bytes) in texts {
        let file = try File(creating: "\(folder.path)/\(name)")
        try file.write(bytes.span, at: 0)
        try file.synchronize()
      }
      try Folder.synchronize(folder.path)
      try DatasetFolder.install(folder.path, at: path, overwrite: overwrite)
      try Folder.synchronize(Folder.split(path).parent)
      return DatasetExport(path: path, manifest: manifest)
    } catch {
      folder.remove()
      throw error
    }
  }

  /// The scenario and its preset, or the folder's name.
  private static func name(of parts: [ExportPart], path: String) -> String {
    parts.first?.manifest.draw.map { "\($0.scenario)-\($0.preset)" } ?? Folder.split(path).name
  }

  private static func write(
    _ parts: [ExportPart], layout: ExportLayout, name: String, to folder: String, jobs: Int
  ) throws(DatasetError) -> ExportManifest {
    for name in layout.folders { try Folder.create("\(folder)/\(name)") }
    var files: [ExportFile] = []
    var splits: [ExportManifest.Split] = []
    for part in parts {
      var hashing = RowHashing(part)
      for shard in layout.shards(of: part) {
        files += try write(
          shard.rows, of: part, files: shard.files, blockRows: shard.blockRows, hashing: &hashing,
          to: folder, jobs: jobs)
      }
      splits.append(ExportManifest.Split(part, hashing: hashing))
    }
    for name in layout.folders { try Folder.synchronize("\(folder)/\(name)") }
    return ExportManifest(
      format: layout.format.rawValue, name: name,
      license: layout.options.license
        ?? (parts.allSatisfy { $0.manifest.draw != nil } ? ExportOptions.licenseOfDraws : nil),
      svmlightLabels: layout.format == .svmlight ? layout.options.svmlightLabels.rawValue : nil,
      columns: layout.columns, files: files, splits: splits)
  }

  /// Writes the files of some rows: blocks are made in parallel and written in order.
  private static func write(
    _ rows: Range<Int>, of part: ExportPart, files: [PlannedFile], blockRows size: Int,
    hashing: inout RowHashing, to folder: String, jobs: Int
  ) throws(DatasetError) -> [ExportFile] {
    var growing: [(encoder: any TableEncoder, turnstile: Turnstile<GrowingFile>)] = []
    for file in files {
      growing.append((file.encoder, Turnstile(try GrowingFile(file, in: folder))))
    }
    let turns = growing
    let hashes = Turnstile(hashing)
    let count = (rows.count + size - 1) / size
    let failure = FirstFailure()
    inParallel(count: count, jobs: jobs) { index in
      let first = rows.lowerBound + index * size
      let block = first..<min(rows.upperBound, first + size)
      // After a failure there is no point in going on, but every turn must be taken.
      let dataset = failure.unlessFailed(at: index) { () throws(DatasetError) in
        try part.rows(block)
      }
      hashes.pass(index) { hashing in
        guard let dataset else { return }
        _ = failure.unlessFailed(at: index) { () throws(DatasetError) in
          try hashing.append(dataset)
        }
      }
      let buffer = OutputBuffer()
      for file in turns {
        buffer.removeAll()
        let note = dataset.flatMap { dataset in
          failure.unlessFailed(at: index) { () throws(DatasetError) in
            try file.encoder.encode(dataset, first: first, into: buffer)
          }
        }
        file.turnstile.pass(index) { file in
          guard let note else { return }
          _ = failure.unlessFailed(at: index) { () throws(DatasetError) in
            try file.append(buffer, note: note)
          }
        }
      }
    }
    if let error = failure.error { throw error }
    hashing = hashes.finalState
    var written: [ExportFile] = []
    for (_, turnstile) in turns {
      var file = turnstile.finalState
      written.append(try file.finish(split: part.split, rows: rows))
    }
    return written
  }
}

/// What goes wrong in one of several threads.
private final class FirstFailure: Sendable {
  private let first = Mutex<(index: Int, error: DatasetError)?>(nil)

  /// The failure of the lowest number.
  var error: DatasetError? { first.withLock { $0?.error } }

  /// The value of `body`; `nil` if it fails or something has failed.
  func unlessFailed<Value>(
    at index: Int, _ body: () throws(DatasetError) -> Value
  ) -> Value? {
    guard error == nil else { return nil }
    do throws(DatasetError) {
      return try body()
    } catch {
      first.withLock { known in
        if known.map({ index < $0.index }) ?? true { known = (index, error) }
      }
      return nil
    }
  }
}
