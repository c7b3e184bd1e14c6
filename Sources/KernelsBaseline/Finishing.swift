/// What becomes of the sums of products before they are written.
protocol Finishing {
  /// The strip to write to `target`.
  func finished<Row: Strip>(_ sums: Row, for target: UnsafeMutablePointer<Float>) -> Row
  /// Gets to see the strips of some rows that were written, in the order of the rows.
  func see<Row: Strip>(_: Row.Type, rows: Int, at target: UnsafePointer<Float>, stride: Int)
  /// The same for the strips that stand `columns` further right.
  func moved(by columns: Int) -> Self
}

extension Finishing {
  @inline(__always) func see<Row: Strip>(
    _: Row.Type, rows: Int, at target: UnsafePointer<Float>, stride: Int
  ) {}
}

/// Nothing.
struct AsTheyAre: Finishing {
  @inline(__always) func finished<Row: Strip>(
    _ sums: Row, for target: UnsafeMutablePointer<Float>
  ) -> Row { sums }

  @inline(__always) func moved(by columns: Int) -> Self { self }
}

/// Each column's bias is added, and what is negative becomes 0.
@safe struct BiasedAndRectified: Finishing {
  let biases: UnsafePointer<Float>

  @inline(__always) func finished<Row: Strip>(
    _ sums: Row, for target: UnsafeMutablePointer<Float>
  ) -> Row {
    var sums = sums
    unsafe sums.add(loading: biases)
    sums.rectify()
    return sums
  }

  @inline(__always) func moved(by columns: Int) -> Self {
    unsafe Self(biases: biases + columns)
  }
}

/// 0 where a rectified activation, which stands at the target, is 0; each column is added up.
@safe struct KeptWhereActive: Finishing {
  let sums: UnsafeMutablePointer<Float>

  @inline(__always) func finished<Row: Strip>(
    _ sums: Row, for target: UnsafeMutablePointer<Float>
  ) -> Row {
    var sums = sums
    unsafe sums.keep(wherePositive: UnsafePointer(target))
    return sums
  }

  @inline(__always) func see<Row: Strip>(
    _: Row.Type, rows: Int, at target: UnsafePointer<Float>, stride: Int
  ) {
    var total = unsafe Row(loading: UnsafePointer(sums))
    for row in 0..<rows { unsafe total.add(loading: target + row &* stride) }
    unsafe total.store(at: sums)
  }

  @inline(__always) func moved(by columns: Int) -> Self {
    unsafe Self(sums: sums + columns)
  }
}
