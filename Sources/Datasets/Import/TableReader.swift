/// Reads a table from a file of one format.
public protocol TableReader: Sendable {
  /// The table in the file at `path`.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The table, with what there is to say about its columns and rows.
  /// - Throws: ``ImportError`` for the first fault of the file.
  func table(at path: String) throws(ImportError) -> ImportedTable
}

/// How a file is to be read, whatever its format.
public struct ImportOptions: Sendable {
  /// The name of the label column; formats that say it themselves need none.
  public var label: String?
  /// The label of positive rows; may be left out if the labels name themselves.
  public var positive: String?
  /// What the other columns are for.
  public var columns = ColumnOptions()
  /// What stands between the cells of a CSV file.
  public var delimiter = CSVImporter.Delimiter.comma
  /// The file with the labels of an array file; found by its name if `nil`.
  public var labelsFile: String?
  /// The names of an array file's columns.
  public var columnNames: [String]?
  /// The number of rows that each class must have at least, so that the rows can be split.
  public var minimumRowsPerClass = SplitFractions.standard.rowsNeeded(inEachPart: 1)
  /// The number of threads; `nil` for one a core.
  public var threads: Int?
  /// Whether to hash the file's bytes.
  public var hashesFile = true

  /// Options that leave everything to the file.
  public init() {}
}

/// The formats of tables that can be read.
public enum TableFormat: String, CaseIterable, Sendable {
  /// Comma-separated values, compressed by gzip or not.
  case csv
  /// A pair of NumPy array files.
  case npy
  /// SVMlight's and LIBSVM's sparse rows, compressed by gzip or not.
  case svmlight
  /// Weka's attribute files and KEEL's, compressed by gzip or not.
  case arff

  /// The format that a file's name suggests; CSV for names that suggest none.
  public init(path: String) {
    var name = path.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    func ends(_ endings: String...) -> Bool { endings.contains { name.hasSuffix($0) } }
    self =
      if ends(".npy", ".npz") { .npy } else if ends(".svm", ".svmlight", ".libsvm") {
        .svmlight
      } else if ends(".arff", ".dat") { .arff } else { .csv }
  }

  /// A reader of this format.
  ///
  /// - Parameters:
  ///   - options: How to read.
  ///   - path: The file that it is for, for errors.
  /// - Returns: The reader.
  /// - Throws: ``ImportError/labelNotNamed(file:)`` for a CSV file without a named label column.
  public func reader(
    _ options: ImportOptions, for path: String
  ) throws(ImportError) -> any TableReader {
    switch self {
    case .csv:
      guard let label = options.label else { throw .labelNotNamed(file: path) }
      var importer = CSVImporter(
        label: label, positive: options.positive, delimiter: options.delimiter)
      importer.columns = options.columns
      importer.minimumRowsPerClass = options.minimumRowsPerClass
      importer.threads = options.threads
      importer.hashesFile = options.hashesFile
      return importer
    case .npy: return ArrayPairReader(options: options)
    case .svmlight: return SparseRowReader(options: options)
    case .arff: return AttributeFileReader(options: options)
    }
  }
}
