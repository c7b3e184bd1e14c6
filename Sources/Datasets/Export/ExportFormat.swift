/// A file format that data sets are exported to.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// Comma-separated values, RFC 4180, with a header line.
  case csv
  /// The same, compressed: one gzip member a block of rows.
  case gzippedCSV = "csv.gz"
  /// `label index:value …`, indices from 1, zeros left out.
  case svmlight
  /// Apache Arrow's file format, also called Feather V2; not compressed, can be memory-mapped.
  case arrow
  /// A folder that Hugging Face's `datasets` loads, with Arrow files for each split.
  case huggingFace = "huggingface"

  /// What files of rows end in.
  var fileExtension: String {
    switch self {
    case .csv: "csv"
    case .gzippedCSV: "csv.gz"
    case .svmlight: "svmlight"
    case .arrow, .huggingFace: "arrow"
    }
  }

  /// What files of an oracle, and of attributes that the format has no place for, end in.
  var tableExtension: String { self == .svmlight ? "csv" : fileExtension }
}

/// What can be chosen about the files of an export.
public struct ExportOptions: Equatable, Sendable {
  /// How labels stand in SVMlight files.
  public enum SVMLightLabels: String, CaseIterable, Sendable {
    /// 0 and 1.
    case zeroOne = "zero-one"
    /// -1 and 1.
    case plusMinus = "plus-minus"
  }

  /// How labels stand in SVMlight files.
  public var svmlightLabels: SVMLightLabels
  /// Rows in a file of a Hugging Face folder: a power of two.
  public var shardRows: Int
  /// Rows that are encoded together, at most: a power of two. They are a record batch of an Arrow
  /// file and a member of a compressed one; memory grows with them.
  public var blockRows: Int

  /// SPDX identifier of the licence; by default `CC0-1.0` for rows of scenarios, and none for
  /// others.
  public var license: String?

  /// The licence of rows that were drawn, unless another is chosen.
  static let licenseOfDraws = "CC0-1.0"

  /// The choices; by default labels 0 and 1, files of 2²² rows, and blocks of up to 2¹⁶.
  ///
  /// - Precondition: `shardRows` and `blockRows` are powers of two.
  public init(
    svmlightLabels: SVMLightLabels = .zeroOne, shardRows: Int = 1 << 22, blockRows: Int = 1 << 16,
    license: String? = nil
  ) {
    precondition(shardRows > 0 && shardRows.nonzeroBitCount == 1, "a power of two")
    precondition(blockRows > 0 && blockRows.nonzeroBitCount == 1, "a power of two")
    self.license = license
    self.blockRows = blockRows
    self.svmlightLabels = svmlightLabels
    self.shardRows = shardRows
  }
}
