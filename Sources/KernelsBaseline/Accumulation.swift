/// The product of a transposed matrix with another, added to what stands at the target.
///
/// Every element is one chain of additions in the order of the rows, so its bits depend neither on
/// the shape of the blocks nor on how rows are divided among calls.
@safe struct Accumulation {
  /// Left matrix: `rows` × `columns`; neighbours in a column and in a row are so far apart.
  let left: UnsafePointer<Float>
  let leftRowStride: Int
  let leftColumnStride: Int
  let rows: Int
  let columns: Int
  /// Right matrix: `rows` × `width`, rows `rightStride` apart.
  let right: UnsafePointer<Float>
  let rightStride: Int
  let width: Int
  /// What is added to: `columns` × `width`, rows `targetStride` apart.
  let target: UnsafeMutablePointer<Float>
  let targetStride: Int

  /// Adds to all columns; `width` is a multiple of 16.
  @inline(__always) func compute() {
    var column = 0
    #if VECTORS512
      while column &+ 64 <= width {
        strip(SixRows<Strip64>.self, from: column)
        column &+= 64
      }
      while column &+ 32 <= width {
        strip(TwelveRows<Strip32>.self, from: column)
        column &+= 32
      }
      while column &+ 16 <= width {
        strip(TwelveRows<Strip16>.self, from: column)
        column &+= 16
      }
    #else
      while column &+ 16 <= width {
        strip(SixRows<Strip16>.self, from: column)
        column &+= 16
      }
    #endif
  }

  @inline(__always) private func strip<Rows: StackedRows>(_: Rows.Type, from column: Int) {
    var first = 0
    while first &+ Rows.count <= columns {
      block(Rows.self, first, column)
      first &+= Rows.count
    }
    if first &+ 4 <= columns {
      block(FourRows<Rows.Row>.self, first, column)
      first &+= 4
    }
    while first &+ 2 <= columns {
      block(TwoRows<Rows.Row>.self, first, column)
      first &+= 2
    }
    if first < columns { block(OneRow<Rows.Row>.self, first, column) }
  }

  @inline(__always) private func block<Rows: StackedRows>(
    _: Rows.Type, _ first: Int, _ column: Int
  ) {
    let place = unsafe target + (first &* targetStride &+ column)
    var sums = unsafe Rows(loading: place, stride: targetStride)
    var scalars = unsafe left + (first &* leftColumnStride)
    var strip = unsafe right + column
    for _ in 0..<rows {
      unsafe sums.add(scalars, stride: leftColumnStride, times: Rows.Row(loading: strip))
      unsafe scalars += leftRowStride
      unsafe strip += rightStride
    }
    unsafe sums.store(at: place, stride: targetStride, finish: AsTheyAre())
  }
}
