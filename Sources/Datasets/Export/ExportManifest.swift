/// What the `manifest.json` of an export says: how the rows came about and how to check them.
public struct ExportManifest: Codable, Equatable, Sendable {
  /// Version of this description.
  public var exportVersion = 1
  /// The format: ``ExportFormat``.
  public var format: String
  /// Name of the data set.
  public var name: String
  /// SPDX identifier of the licence; absent where it is unknown.
  public var license: String?
  /// The labels in SVMlight files: `zero-one` or `plus-minus`; absent for other formats.
  public var svmlightLabels: String?
  /// The columns, in the order of each file.
  public var columns: [Column]
  /// The files that hold rows.
  public var files: [ExportFile]
  /// The splits.
  public var splits: [Split]

  /// A column of one kind of file.
  public struct Column: Codable, Equatable, Sendable {
    /// Its name in the files.
    public var name: String
    /// What it is for.
    public var role: DatasetManifest.Column.Role
    /// Type of its values: `float32`, `float64`, `uint8`, `uint32` or `category`.
    public var type: String
    /// The kind of file that holds it.
    public var content: ExportFile.Content
    /// The levels of a categorical column, in order.
    public var levels: [String]?
  }

  /// Rows that belong together.
  public struct Split: Codable, Equatable, Sendable {
    /// `train`, `validation` or `test`.
    public var name: String
    /// Where the rows come from.
    public var kind: DatasetManifest.Kind
    /// The draw, for rows of a scenario.
    public var draw: DatasetManifest.Draw?
    /// Where imported rows come from, in a sentence.
    public var source: String?
    /// Rows of the draw that the split holds.
    public var rows: DatasetManifest.Rows
    /// Number of rows with label 1.
    public var positiveCount: Int
    /// Rows that one hash covers.
    public var blockRows: Int
    /// SHA-256 of the logical columns, block by block: the same in every format.
    public var blocks: [DatasetManifest.Block]
    /// What a perfect learner reaches, where it was estimated.
    public var bayes: BayesValues?

    /// The description of a part whose rows were written.
    init(_ part: ExportPart, hashing: RowHashing) {
      let manifest = part.manifest
      name = part.split
      kind = manifest.kind
      draw = manifest.draw
      source = manifest.source
      rows = manifest.rows
      positiveCount = hashing.positiveCount
      blockRows = DatasetFolder.blockRows
      blocks = hashing.blocks
      bayes = manifest.bayes
    }
  }
}

extension ExportManifest {
  /// Whether any file holds what only the generator knows.
  public var hasOracle: Bool { columns.contains { $0.content == .oracle } }

  /// Every file of the folder, relative to it.
  var ownFiles: Set<String> {
    Set(files.map(\.path) + [DatasetFolder.manifestFile, DatasetCard.file, CroissantMetadata.file])
  }

  /// The manifest as JSON: keys in alphabetical order, two spaces of indentation.
  ///
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)`` when a number is not finite.
  func json(path: String) throws(DatasetError) -> [UInt8] {
    try ManifestJSON.bytes(of: self, path: path)
  }

  /// Reads a manifest.
  ///
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)``.
  init(json: [UInt8], path: String) throws(DatasetError) {
    self = try ManifestJSON.value(from: json, path: path)
  }
}
