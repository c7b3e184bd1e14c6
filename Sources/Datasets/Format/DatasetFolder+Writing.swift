internal import Synchronization

extension DatasetFolder {
  /// Draws rows and writes them, a piece at a time: memory does not grow with the rows.
  ///
  /// - Parameters:
  ///   - plan: The draw.
  ///   - rows: Which of its rows; all by default.
  ///   - bayes: What a perfect learner reaches, for the manifest.
  ///   - path: The folder to be made; its parent must exist.
  ///   - overwrite: Whether a data-set folder that exists there is replaced.
  ///   - jobs: Number of threads; the files are the same for any.
  ///
  /// - Returns: The folder, opened.
  ///
  /// - Throws: ``DatasetError/invalidRowRange(_:rows:)``,
  ///   ``DatasetError/destinationExists(path:)``,
  ///   ``DatasetError/destinationNotReplaceable(path:)`` or
  ///   ``DatasetError/fileOperation(_:path:reason:)``; nothing is left behind then.
  @discardableResult
  public static func write(
    plan: DrawPlan, rows: Range<Int>? = nil, bayes: BayesValues? = nil, to path: String,
    overwrite: Bool = false, jobs: Int = 1
  ) throws(DatasetError) -> DatasetFolder {
    let rows = rows ?? 0..<plan.rowCount
    guard rows.lowerBound >= 0, rows.upperBound <= plan.rowCount else {
      throw .invalidRowRange(rows, rows: plan.rowCount)
    }
    let outer = max(1, min(jobs, (rows.count + blockRows - 1) / blockRows))
    return try write(
      DatasetManifest(plan: plan, rows: rows, bayes: bayes), to: path, overwrite: overwrite,
      jobs: outer
    ) {
      DrawnPiece(of: plan, capacity: min(pieceRows, rows.count))
    } fill: { piece, part in
      plan.fill(
        &piece.block, rows: rows.lowerBound + part.lowerBound..<rows.lowerBound + part.upperBound,
        jobs: max(1, jobs / outer))
    }
  }

  /// Writes rows that are in memory, for example imported ones.
  ///
  /// - Parameters:
  ///   - dataset: The rows.
  ///   - source: Where they come from, in a sentence, for the manifest.
  ///   - path: The folder to be made; its parent must exist.
  ///   - overwrite: Whether a data-set folder that exists there is replaced.
  ///   - jobs: Number of threads, by default one a core; the files are the same for any.
  ///
  /// - Returns: The folder, opened.
  ///
  /// - Throws: ``DatasetError/destinationExists(path:)``,
  ///   ``DatasetError/destinationNotReplaceable(path:)`` or
  ///   ``DatasetError/fileOperation(_:path:reason:)``; nothing is left behind then.
  @discardableResult
  public static func write(
    dataset: Dataset, source: String? = nil, to path: String, overwrite: Bool = false,
    jobs: Int? = nil
  ) throws(DatasetError) -> DatasetFolder {
    try write(
      DatasetManifest(dataset: dataset, source: source), to: path, overwrite: overwrite,
      jobs: jobs ?? processorCount
    ) {
      dataset.rows(at: [])
    } fill: { piece, part in
      piece = dataset.rows(in: part)
    }
  }

  /// Rows that are in memory at once for each thread.
  private static let pieceRows = 16_384

  private static func write<Piece: RowPiece>(
    _ manifest: DatasetManifest, to path: String, overwrite: Bool, jobs: Int,
    piece makePiece: @Sendable () -> Piece, fill: @Sendable (inout Piece, Range<Int>) -> Void
  ) throws(DatasetError) -> DatasetFolder {
    try checkDestination(path, overwrite: overwrite)
    let folder = try PartialFolder(for: path)
    defer { withExtendedLifetime(folder) {} }
    let partial = folder.path
    do {
      var manifest = manifest
      let written = try writeArrays(
        of: manifest, to: partial, jobs: jobs, piece: makePiece, fill: fill)
      manifest.blocks = written.blocks
      manifest.positiveCount = written.positives
      let file = try File(creating: "\(partial)/\(manifestFile)")
      let json = try manifest.json(path: "\(path)/\(manifestFile)")
      try file.write(json.span, at: 0)
      try file.synchronize()
      try Folder.synchronize(partial)
      try install(partial, at: path, overwrite: overwrite)
    } catch {
      folder.remove()
      throw error
    }
    try Folder.synchronize(Folder.split(path).parent)
    return try DatasetFolder(path: path)
  }

  private static func writeArrays<Piece: RowPiece>(
    of manifest: DatasetManifest, to partial: String, jobs: Int,
    piece makePiece: @Sendable () -> Piece, fill: @Sendable (inout Piece, Range<Int>) -> Void
  ) throws(DatasetError) -> (blocks: [DatasetManifest.Block], positives: Int) {
    let outputs = try ArrayOutputs(manifest: manifest, folder: partial)
    let rows = manifest.rows.count
    let size = manifest.blockRows
    let count = (rows + size - 1) / size
    let progress = Mutex(WritingProgress(blocks: count))
    inParallel(count: count, jobs: jobs, state: makePiece) { index, piece in
      // After a failure elsewhere there is no point in going on.
      guard progress.withLock({ $0.failure == nil }) else { return }
      let block = index * size..<min(rows, (index + 1) * size)
      let outcome = Result { () throws(DatasetError) in
        try outputs.write(block, pieceRows: pieceRows, piece: &piece, fill: fill)
      }
      progress.withLock { $0.record(outcome, block: index) }
    }
    let (written, failure) = progress.withLock { ($0.written, $0.failure) }
    if let failure { throw failure }
    try outputs.synchronize()
    let blocks = written.compactMap { $0 }
    return (blocks.map(\.hashes), blocks.reduce(0) { $0 + $1.positives })
  }
}

/// A block whose rows are in the files.
private struct WrittenBlock: Sendable {
  let hashes: DatasetManifest.Block
  let positives: Int
}

/// What the threads of one writing have done.
private struct WritingProgress: Sendable {
  var written: [WrittenBlock?]
  var failure: DatasetError?

  init(blocks: Int) { written = Array(repeating: nil, count: blocks) }

  mutating func record(_ outcome: Result<WrittenBlock, DatasetError>, block: Int) {
    switch outcome {
    case .success(let result): written[block] = result
    case .failure(let error): failure = failure ?? error
    }
  }
}

/// The array files of a folder that is being written.
private struct ArrayOutputs: Sendable {
  let features: ArrayOutput
  let columns: [ColumnFile: ArrayOutput]
  let hasOracle: Bool
  let oracleFolder: String

  init(manifest: DatasetManifest, folder: String) throws(DatasetError) {
    let rows = manifest.rows.count
    hasOracle = manifest.hasOracle
    oracleFolder = "\(folder)/\(DatasetFolder.oracleFolder)"
    features = try ArrayOutput(
      path: "\(folder)/\(DatasetFolder.featuresFile)",
      header: ArrayFileHeader(element: .float32, shape: [rows, manifest.featureNames.count]))
    if hasOracle { try Folder.create(oracleFolder) }
    var columns: [ColumnFile: ArrayOutput] = [:]
    for file in ColumnFile.allCases where manifest.has(file) {
      columns[file] = try ArrayOutput(
        path: "\(folder)/\(file.path)",
        header: ArrayFileHeader(element: file.element, shape: [rows]))
    }
    self.columns = columns
  }

  /// Writes a block of rows; gives its hashes and its number of positives.
  func write<Piece: RowPiece>(
    _ rows: Range<Int>, pieceRows: Int, piece: inout Piece, fill: (inout Piece, Range<Int>) -> Void
  ) throws(DatasetError) -> WrittenBlock {
    var hashes = BlockHashes()
    var positives = 0
    var first = rows.lowerBound
    while first < rows.upperBound {
      let last = min(rows.upperBound, first + pieceRows)
      fill(&piece, first..<last)
      hashes.append(piece)
      for row in 0..<piece.rowCount { positives += Int(piece.labels[row]) }
      try features.write(piece.features, piece.rowCount * piece.featureCount, row: first)
      try write(piece, row: first)
      first = last
    }
    return WrittenBlock(
      hashes: hashes.finished(rows, hasOracle: hasOracle), positives: positives)
  }

  private func write(_ piece: some RowPiece, row: Int) throws(DatasetError) {
    func write<Value: BitwiseCopyable>(
      _ values: [Value]?, _ file: ColumnFile
    ) throws(DatasetError) {
      if let values { try columns[file]?.write(values, piece.rowCount, row: row) }
    }
    try write(piece.labels, .labels)
    try write(piece.amounts, .amounts)
    try write(piece.times, .times)
    try write(piece.entities, .entities)
    try write(piece.weights, .weights)
    try write(piece.posterior, .posterior)
    try write(piece.typology, .typology)
    try write(piece.trueLabels, .trueLabels)
    try write(piece.observedPosterior, .observedPosterior)
  }

  func synchronize() throws(DatasetError) {
    try features.file.synchronize()
    for file in ColumnFile.allCases { try columns[file]?.file.synchronize() }
    if hasOracle { try Folder.synchronize(oracleFolder) }
  }
}

/// An array file that is being written, rows in any order.
private struct ArrayOutput: Sendable {
  let file: File
  private let dataOffset: Int
  private let bytesPerRow: Int

  init(path: String, header: ArrayFileHeader) throws(DatasetError) {
    file = try File(creating: path)
    let bytes = header.bytes
    try file.write(bytes.span, at: 0)
    dataOffset = bytes.count
    bytesPerRow = header.shape.dropFirst().reduce(header.element.byteCount, *)
  }

  /// Writes the first `count` values of a list from a row on.
  func write(
    _ values: [some BitwiseCopyable], _ count: Int, row: Int
  ) throws(DatasetError) {
    try file.write(values.span.extracting(first: count), at: dataOffset + row * bytesPerRow)
  }
}
