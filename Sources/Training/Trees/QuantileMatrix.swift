/// A matrix of XGBoost, freed with this object.
@safe final class MatrixHandle {
  let pointer: UnsafeMutableRawPointer
  private let library: XGBoostLibrary

  init(
    library: XGBoostLibrary, action: String = "make a matrix",
    _ create: (inout UnsafeMutableRawPointer?) -> Int32
  ) throws(TreeError) {
    var made: UnsafeMutableRawPointer?
    try library.check(unsafe create(&made), action)
    guard let pointer = unsafe made else {
      throw .failed(action: action, reason: "it returned none.")
    }
    unsafe self.pointer = unsafe pointer
    self.library = library
  }

  deinit { _ = unsafe library.functions.freeMatrix(pointer) }
}

/// The training rows, each value as the number of its bin: made once for all learners.
///
/// One byte a value up to 256 bins. The features themselves are neither copied nor kept.
final class QuantileMatrix {
  let handle: MatrixHandle
  let rowCount: Int

  /// Puts features into bins.
  ///
  /// - Parameters:
  ///   - data: The rows, their features as they are.
  ///   - bins: How many bins a feature has at most.
  ///   - threads: Threads that share the work.
  ///   - withLabels: Whether XGBoost gets the labels, for its own objectives.
  ///   - library: XGBoost.
  /// - Throws: ``TreeError``.
  init(
    _ data: TrainingData, bins: Int, threads: Int, withLabels: Bool = false,
    library: XGBoostLibrary
  ) throws(TreeError) {
    library.silence()
    rowCount = data.rowCount
    func make(_ stored: UnsafePointer<Float>?) -> Result<MatrixHandle, TreeError> {
      Result { () throws(TreeError) in
        try Self.matrix(
          of: unsafe RowPages(of: data, at: stored, withLabels: withLabels, library: library),
          bins: bins, threads: threads, library: library)
      }
    }
    switch data.inputs {
    case .stored(let inputs):
      handle = try unsafe inputs.withUnsafeBufferPointer { unsafe make($0.baseAddress) }.get()
    case .read: handle = try make(nil).get()
    }
  }

  private static func matrix(
    of pages: RowPages, bins: Int, threads: Int, library: XGBoostLibrary
  ) throws(TreeError) -> MatrixHandle {
    let config = """
      {"missing": NaN, "nthread": \(threads), "max_bin": \(bins)}
      """
    do {
      return try unsafe MatrixHandle(library: library, action: "take the training rows") { matrix in
        unsafe library.functions.createQuantileMatrix(
          Unmanaged.passUnretained(pages).toOpaque(), pages.proxyHandle, nil,
          { iterator in
            guard let iterator = unsafe iterator else { return }
            unsafe Unmanaged<RowPages>.fromOpaque(iterator).takeUnretainedValue().restart()
          },
          { iterator in
            guard let iterator = unsafe iterator else { return 0 }
            return unsafe Unmanaged<RowPages>.fromOpaque(iterator).takeUnretainedValue().advance()
              ? 1 : 0
          }, config, &matrix)
      }
    } catch {
      throw pages.fault ?? error
    }
  }
}
