internal import COpenBLAS
internal import KernelInterface
internal import Kernels

/// Tells OpenBLAS to stay on the calling thread: trials run side by side, one a core.
enum BLAS {
  private static let singleThreaded: Void = openblas_set_num_threads(1)

  /// Takes effect once for the process.
  static func useOneThread() { singleThreaded }
}

/// What training computes with.
public enum Arithmetic {
  /// The library of matrix products that training to convergence uses, and the kernel that it chose
  /// for this processor, such as `OpenBLAS Haswell`. Another kernel may round differently.
  public static var matrixLibrary: String {
    unsafe "OpenBLAS \(String(cString: openblas_get_corename()))"
  }

  /// How products are rounded. It is the same for every processor that can fuse products with
  /// sums, whatever the width of its vectors, and results are then the same bits.
  public static var description: String {
    InstructionSet.best.arithmetic.fusesProducts
      ? "single precision, fused multiply-add" : "single precision, products rounded"
  }
}
