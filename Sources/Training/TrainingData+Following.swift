extension TrainingData {
  /// Where the rows stand that follow a batch in memory, if the batch is read where it lies and as
  /// many follow.
  ///
  /// - Parameters:
  ///   - batch: The inputs of a batch.
  ///   - rows: Its number of rows.
  func following(_ batch: UnsafePointer<Float>, rows: Int) -> UnsafePointer<Float>? {
    guard case .stored(let inputs) = inputs else { return nil }
    let next = unsafe batch + rows * featureCount
    return unsafe inputs.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress, unsafe batch >= base else { return nil }
      let end = unsafe base + all.count
      return unsafe next <= end && end - next >= rows * featureCount ? next : nil
    }
  }
}
