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
  /// Rows in a file of a Hugging Face folder, a multiple of ``DatasetFolder/blockRows``.
  public var shardRows: Int

  /// SPDX identifier of the licence; by default `CC0-1.0` for rows of scenarios, and none for
  /// others.
  public var license: String?

  /// The licence of rows that were drawn, unless another is chosen.
  static let licenseOfDraws = "CC0-1.0"

  /// The choices; by default labels 0 and 1, and files of 2²² rows.
  ///
  /// - Precondition: `shardRows` is a positive multiple of ``DatasetFolder/blockRows``.
  public init(
    svmlightLabels: SVMLightLabels = .zeroOne, shardRows: Int = 1 << 22, license: String? = nil
  ) {
    precondition(shardRows > 0 && shardRows % DatasetFolder.blockRows == 0)
    self.license = license
    self.svmlightLabels = svmlightLabels
    self.shardRows = shardRows
  }
}
