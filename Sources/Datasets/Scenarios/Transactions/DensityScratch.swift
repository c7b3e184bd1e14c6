internal import CounterRandom

/// Room for what the densities of a few rows pass through.
@unsafe
struct DensityScratch {
  /// Eight places a row: the logarithms of the seven columns that have them, and a spare one.
  let logarithms: UnsafeMutablePointer<Double>
  /// Twelve places a row: of each component, its weight times its density; up to a factor for each
  /// row and class.
  let terms: UnsafeMutablePointer<Double>
  /// One place a row: the logarithm of the fraud's factor over the legitimate one.
  let factors: UnsafeMutablePointer<Double>

  /// Calls `body` with room for ``TransactionDensity/rowsAtOnce`` rows.
  @inline(__always)
  static func with(_ body: (DensityScratch) -> Void) {
    let rows = TransactionDensity.rowsAtOnce
    unsafe withUnsafeTemporaryAllocation(
      byteCount: rows * 21 * MemoryLayout<Double>.stride,
      alignment: MemoryLayout<SIMD4<Double>>.alignment
    ) { buffer in
      guard let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: Double.self) else {
        return
      }
      unsafe body(
        DensityScratch(
          logarithms: start, terms: start + 8 * rows, factors: start + 20 * rows))
    }
  }

  /// Sums of the legitimate terms and of the fraud's of a row, each in one order.
  @inline(__always)
  func sums(row: Int) -> (legitimate: Double, fraud: Double) {
    let t = unsafe terms + 12 * row
    let legitimate = unsafe (t[0] + t[1]) + (t[2] + t[3]) + (t[4] + t[5])
    let fraud = unsafe (t[6] + t[7]) + (t[8] + t[9]) + (t[10] + t[11])
    return (legitimate, fraud)
  }
}
