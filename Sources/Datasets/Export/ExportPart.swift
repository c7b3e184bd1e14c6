internal import CounterRandom

/// Rows to be exported: those of a draw, of a folder, or in memory.
public struct ExportPart: Sendable {
  /// The split that the rows are: `train`, `validation` or `test`.
  public let split: String
  /// What is known of the rows; without hashes for those that nobody has drawn yet.
  let manifest: DatasetManifest
  /// The folder that the rows come from, for messages.
  let origin: String
  /// Some of the rows, counted from 0.
  let rows: @Sendable (Range<Int>) throws(DatasetError) -> Dataset

  /// Number of rows.
  public var rowCount: Int { manifest.rows.count }

  /// Rows of a draw, drawn while they are written.
  ///
  /// - Parameters:
  ///   - plan: The draw; its purpose says which split it is.
  ///   - rows: Which of its rows; all by default.
  ///   - bayes: What a perfect learner reaches, for the manifest.
  ///
  /// - Throws: ``DatasetError/invalidRowRange(_:rows:)``.
  public init(
    plan: DrawPlan, rows: Range<Int>? = nil, bayes: BayesValues? = nil
  ) throws(DatasetError) {
    let rows = rows ?? 0..<plan.rowCount
    guard rows.lowerBound >= 0, rows.upperBound <= plan.rowCount else {
      throw .invalidRowRange(rows, rows: plan.rowCount)
    }
    manifest = DatasetManifest(plan: plan, rows: rows, bayes: bayes)
    split = Self.split(purpose: plan.purpose.name)
    origin = ""
    self.rows = { piece in
      plan.generate(
        rows: rows.lowerBound + piece.lowerBound..<rows.lowerBound + piece.upperBound)
    }
  }

  /// The rows of a data-set folder; they are compared with its hashes while they are written.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - split: The split; by default what the draw was for, and `train` for imported rows.
  public init(folder: DatasetFolder, split: String? = nil) {
    manifest = folder.manifest
    origin = folder.path
    self.split = split ?? Self.split(purpose: folder.manifest.draw?.purpose ?? "training")
    rows = { piece throws(DatasetError) in try folder.read(rows: piece) }
  }

  /// Rows that are in memory.
  ///
  /// - Parameters:
  ///   - dataset: The rows.
  ///   - source: Where they come from, in a sentence, for the manifest.
  ///   - split: The split.
  public init(dataset: Dataset, source: String? = nil, split: String = "train") {
    manifest = DatasetManifest(dataset: dataset, source: source)
    self.split = split
    origin = ""
    rows = { piece in dataset.rows(at: Array(piece)) }
  }

  private static func split(purpose: String) -> String {
    switch purpose {
    case "validation", "test": purpose
    default: "train"
    }
  }
}
