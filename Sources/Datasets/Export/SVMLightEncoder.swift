/// `label index:value …`, one row a line; indices from 1 and ascending.
///
/// Zeros are left out, but not -0. A missing value is `nan`, because one that is left out would be
/// read as zero: scikit-learn and LightGBM read `nan`. A categorical value is the index of its level.
///
/// Source: Joachims' SVMlight and Chang and Lin's LIBSVM, whose readers share the format.
struct SVMLightEncoder: TableEncoder {
  private let columns: [ExportColumn]
  private let isCategorical: [Bool]
  /// What lines of rows with label 0 and 1 begin with.
  private let labels: [[UInt8]]
  let blockRows: Int

  /// - Parameters:
  ///   - columns: The features.
  ///   - labels: How the label is written.
  init(features columns: [ExportColumn], labels: ExportOptions.SVMLightLabels) {
    self.columns = columns
    isCategorical = columns.map { $0.levels != nil }
    self.labels = [Array((labels == .zeroOne ? "0" : "-1").utf8), [0x31]]
    blockRows = exportBlockRows(columns: columns.count, atMost: 16_384)
  }

  func encode(
    _ rows: Dataset, first: Int, into buffer: OutputBuffer
  ) throws(DatasetError) -> Int {
    let width = rows.featureCount
    let features = rows.features.span
    for row in 0..<rows.rowCount {
      buffer.append(labels[Int(min(rows.labels[row], 1))])
      for index in 0..<width {
        let value = features[row * width + index]
        guard value.bitPattern != 0 else { continue }
        buffer.append(0x20)
        buffer.append(decimal: UInt32(index + 1))
        buffer.append(0x3A)
        if isCategorical[index],
          let level = try ExportColumn.level(
            value, count: columns[index].levels?.count ?? 0, row: first + row,
            column: columns[index].name)
        {
          buffer.append(decimal: UInt32(level))
        } else {
          buffer.append(decimal: value)
        }
      }
      buffer.append(0x0A)
    }
    return 0
  }
}
