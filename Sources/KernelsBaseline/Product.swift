/// A matrix product, one strip of columns after another.
///
/// Every element is one chain of additions in the order of the inner dimension, so its bits depend
/// neither on the shape of the blocks nor on the other columns.
@safe struct Product {
  /// Left matrix: `rows` × `depth`, rows `leftStride` apart.
  let left: UnsafePointer<Float>
  let leftStride: Int
  let rows: Int
  let depth: Int
  /// Right matrix: `depth` × `width`, rows `rightStride` apart.
  let right: UnsafePointer<Float>
  let rightStride: Int
  let width: Int
  /// Where the product goes: `rows` × `width`, rows `targetStride` apart.
  let target: UnsafeMutablePointer<Float>
  let targetStride: Int

  /// Computes all columns; `width` is a multiple of 16, or 4 or 8.
  @inline(__always) func compute<Finish: Finishing>(_ finish: Finish) {
    var column = 0
    #if VECTORS512
      while column &+ 64 <= width {
        columns(SixRows<Strip64>.self, from: column, finish)
        column &+= 64
      }
      while column &+ 32 <= width {
        columns(TwelveRows<Strip32>.self, from: column, finish)
        column &+= 32
      }
      while column &+ 16 <= width {
        columns(TwelveRows<Strip16>.self, from: column, finish)
        column &+= 16
      }
    #else
      while column &+ 16 <= width {
        columns(SixRows<Strip16>.self, from: column, finish)
        column &+= 16
      }
    #endif
    if column &+ 8 <= width {
      columns(TwelveRows<Strip8>.self, from: column, finish)
      column &+= 8
    }
    if column &+ 4 <= width {
      columns(TwelveRows<Strip4>.self, from: column, finish)
      column &+= 4
    }
  }

  /// Computes the strip of columns that begins at `column`, as many rows at once as given.
  @inline(__always) private func columns<Rows: StackedRows, Finish: Finishing>(
    _: Rows.Type, from column: Int, _ finish: Finish
  ) {
    let finish = finish.moved(by: column)
    var row = 0
    while row &+ Rows.count <= rows {
      block(Rows.self, row, column, finish)
      row &+= Rows.count
    }
    while row &+ 2 <= rows {
      block(TwoRows<Rows.Row>.self, row, column, finish)
      row &+= 2
    }
    if row < rows { block(OneRow<Rows.Row>.self, row, column, finish) }
  }

  @inline(__always) private func block<Rows: StackedRows, Finish: Finishing>(
    _: Rows.Type, _ row: Int, _ column: Int, _ finish: Finish
  ) {
    var sums = Rows()
    var scalars = unsafe left + (row &* leftStride)
    var strip = unsafe right + column
    for _ in 0..<depth {
      unsafe sums.add(scalars, stride: leftStride, times: Rows.Row(loading: strip))
      unsafe scalars += 1
      unsafe strip += rightStride
    }
    let place = unsafe target + (row &* targetStride &+ column)
    unsafe sums.store(at: place, stride: targetStride, finish: finish)
    unsafe finish.see(
      Rows.Row.self, rows: Rows.count, at: UnsafePointer(place), stride: targetStride)
  }
}
