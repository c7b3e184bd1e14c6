internal import Hashing

/// A folder that holds a data set as NumPy array files with a manifest.
///
/// - `features.npy`: float32, rows × columns, C order; can be memory-mapped.
/// - `labels.npy`: uint8, 0 or 1, as a learner sees them.
/// - `amounts.npy` (float32), `times.npy` (float64, days), `entities.npy` (uint32) and
///   `weights.npy` (float32), each only where it is known.
/// - `oracle/posterior.npy` (float64) and `oracle/typology.npy` (uint8), apart from the rest so
///   that nobody trains on them; only where the posterior is known. Where labels are noisy or
///   late, `oracle/true-labels.npy` (uint8) and `oracle/observed-posterior.npy` (float64) too.
/// - `manifest.json`: ``DatasetManifest``.
///
/// A folder appears whole or not at all: it is written beside its destination and then renamed.
public struct DatasetFolder: Sendable {
  /// Where the folder is.
  public let path: String
  /// What its manifest says.
  public let manifest: DatasetManifest

  /// A suite for the rows may stand beside them; it is replaced with them.
  public static let suiteFile = "suite.yaml"

  /// Rows that one hash of the manifest covers.
  public static let blockRows = 1 << 20

  static let featuresFile = "features.npy"
  static let oracleFolder = "oracle"
  static let manifestFile = "manifest.json"

  /// Opens a folder: reads the manifest and checks every file's type, shape and size against it.
  ///
  /// - Throws: ``DatasetError/notADatasetFolder(path:)``,
  ///   ``DatasetError/invalidManifest(path:reason:)``,
  ///   ``DatasetError/invalidArrayFile(path:reason:)`` or
  ///   ``DatasetError/fileOperation(_:path:reason:)``.
  public init(path: String) throws(DatasetError) {
    let manifestPath = "\(path)/\(Self.manifestFile)"
    guard Folder.kind(of: manifestPath) == .other else { throw .notADatasetFolder(path: path) }
    self.path = path
    manifest = try DatasetManifest(
      json: File.contents(of: manifestPath), path: manifestPath)
    _ = try arrayFiles(includingOracle: manifest.hasOracle)
  }

  /// Number of rows.
  public var rowCount: Int { manifest.rows.count }

  /// The rows, in memory.
  ///
  /// - Parameters:
  ///   - rows: Which rows, counted within the folder; all by default.
  ///   - includingOracle: Whether posterior and typology are read, where there are any.
  ///
  /// - Returns: The rows, with their oracle if it was asked for and is there.
  ///
  /// - Throws: ``DatasetError/invalidRowRange(_:rows:)``,
  ///   ``DatasetError/invalidLabel(_:row:path:)`` or an error of opening.
  public func read(
    rows: Range<Int>? = nil, includingOracle: Bool = true
  ) throws(DatasetError) -> Dataset {
    let rows = rows ?? 0..<rowCount
    guard rows.lowerBound >= 0, rows.upperBound <= rowCount else {
      throw .invalidRowRange(rows, rows: rowCount)
    }
    let files = try arrayFiles(includingOracle: includingOracle && manifest.hasOracle)
    let columns = manifest.featureColumns
    func values<Value: BitwiseCopyable>(
      _ file: ColumnFile, _ zero: Value
    ) throws(DatasetError) -> [Value]? {
      try files.columns[file]?.values(rows: rows, width: 1, of: zero)
    }
    let labels = try values(.labels, UInt8(0)) ?? []
    try checkLabels(labels, firstRow: rows.lowerBound)
    return Dataset(
      columns: columns,
      features: try files.features.values(rows: rows, width: columns.count, of: Float(0)),
      labels: labels,
      attributes: RowAttributes(
        amounts: try values(.amounts, Float(0)), times: try values(.times, 0.0),
        entities: try values(.entities, UInt32(0)), weights: try values(.weights, Float(0))),
      oracle: Oracle(
        posterior: try values(.posterior, 0.0), typology: try values(.typology, UInt8(0)),
        typologyNames: manifest.typologies, trueLabels: try values(.trueLabels, UInt8(0)),
        observed: try values(.observedPosterior, 0.0)))
  }

  /// Refuses labels that are neither 0 nor 1.
  func checkLabels(_ labels: [UInt8], firstRow: Int = 0) throws(DatasetError) {
    for (row, label) in labels.enumerated() where label > 1 {
      throw .invalidLabel(label, row: firstRow + row, path: "\(path)/\(ColumnFile.labels.path)")
    }
  }

  /// Compares every block's rows with the manifest's hashes.
  ///
  /// - Throws: ``DatasetError/hashMismatch(path:rows:part:)`` for the first block that differs.
  public func verify() throws(DatasetError) {
    let covered = manifest.blocks.reduce(0) { $0 + $1.count }
    guard covered == rowCount else {
      throw .invalidManifest(
        path: "\(path)/\(Self.manifestFile)",
        reason: "its blocks cover \(covered) rows of \(rowCount)")
    }
    for block in manifest.blocks {
      let rows = block.first..<block.first + block.count
      var hashes = BlockHashes()
      var first = rows.lowerBound
      while first < rows.upperBound {
        let last = min(rows.upperBound, first + 65_536)
        hashes.append(try read(rows: first..<last))
        first = last
      }
      let found = hashes.finished(rows, hasOracle: manifest.hasOracle)
      guard found.data == block.data else {
        throw .hashMismatch(path: path, rows: rows, part: "features and labels")
      }
      guard found.oracle == block.oracle else {
        throw .hashMismatch(path: path, rows: rows, part: "posteriors and typologies")
      }
    }
  }
}
