/// Reads a pair of NumPy array files: features, rows by columns, and one label a row.
public struct ArrayPairReader: TableReader {
  /// How to read.
  public var options: ImportOptions

  /// A reader with `options`.
  public init(options: ImportOptions) { self.options = options }

  /// The table in the pair of files whose features are at `path`.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The table, with what there is to say about its columns and rows.
  /// - Throws: ``ImportError`` for the first fault of the file.
  public func table(at path: String) throws(ImportError) -> ImportedTable {
    try FileHash.adding(to: path, options.hashesFile) { () throws(ImportError) in
      let features = try NumpyArray(path: path)
      let labelsPath = try labelsPath(beside: path)
      let labels = try NumpyArray(path: labelsPath)
      let (rows, width) = try features.rowsAndColumns()
      guard labels.shape.reduce(1, *) == labels.shape.first ?? 0 else {
        throw .array(
          file: labelsPath,
          reason: "the labels have the shape \(labels.shapeText); there must be one a row, as in "
            + "(\(rows),).")
      }
      guard labels.count == rows else {
        throw .array(
          file: labelsPath,
          reason: "there are \(labels.count) labels, and \(path) has \(rows) rows. There must be "
            + "one label a row.")
      }
      guard rows > 0 else { throw .headerOnly(file: path) }
      let (codes, classes) = try Self.classes(labels, path: labelsPath)
      let names = options.columnNames ?? (0..<width).map { "x\($0)" }
      guard names.count == width else {
        throw .array(
          file: path,
          reason:
            "\(count(names.count, "column name")) given, and the array has \(count(width, "column")). "
            + "Give one name a column.")
      }
      let table = NumberTable(
        names: names, rowCount: rows, labels: codes, classes: classes, file: path)
      var options = options
      options.hashesFile = false
      return try table.table(options, pairs: BinaryClasses.usualPairs + [["-1.0", "1.0"]]) {
        features.value(features.isFortranOrder ? $1 * rows + $0 : $0 * width + $1)
      }
    }
  }

  /// The file with the labels: the one that was named, or one whose name says so.
  private func labelsPath(beside path: String) throws(ImportError) -> String {
    if let named = options.labelsFile { return named }
    let (folder, name) = Folder.split(path)
    let names =
      [("features", "labels"), ("X", "y"), ("x", "y")].compactMap { from, to in
        name.firstRange(of: from).map { name.replacingCharacters(in: $0, by: to) }
      } + ["labels.npy", "y.npy"]
    for candidate in names where candidate != name {
      let candidatePath =
        folder == "." && !path.hasPrefix("./") ? candidate : "\(folder)/\(candidate)"
      if FileSource.isRegularFile(candidatePath) { return candidatePath }
    }
    throw .array(
      file: path,
      reason: "there is no file with the labels beside it, such as \(names[0]). Name it, with "
        + "--labels FILE.")
  }

  private static func classes(
    _ labels: NumpyArray, path: String
  ) throws(ImportError) -> ([UInt8], ClassValues) {
    var classes = ClassValues()
    var codes: [UInt8] = []
    codes.reserveCapacity(labels.count)
    for row in 0..<labels.count {
      let value = labels.value(row)
      guard value.isFinite else {
        throw .arrayCell(
          file: path, row: row + 1, column: nil,
          reason: "the label is \(value). Every row needs a label, such as 0 or 1.")
      }
      guard let code = classes.insert(Array(NumberTable.text(value).utf8), rows: 1) else {
        throw .manyValues(file: path, label: "label", values: classes.counts.map(\.value))
      }
      codes.append(code)
    }
    return (codes, classes)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, by text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
