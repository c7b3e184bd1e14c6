/// The same strip of some rows of a matrix, kept in vector registers.
protocol StackedRows {
  associatedtype Row: Strip
  /// Number of rows.
  static var count: Int { get }
  /// Zeros.
  init()
  /// What stands at `source`, rows `stride` apart.
  init(loading source: UnsafePointer<Float>, stride: Int)
  /// Adds to each row the strip times the row's own scalar; scalars stand at `scalars`, `stride`
  /// apart.
  mutating func add(_ scalars: UnsafePointer<Float>, stride: Int, times strip: Row)
  /// Finishes each row and writes it to `target`, rows `stride` apart.
  func store<Finish: Finishing>(
    at target: UnsafeMutablePointer<Float>, stride: Int, finish: Finish)
}

/// One row.
struct OneRow<Row: Strip>: StackedRows {
  var values: Row

  @inline(__always) static var count: Int { 1 }

  @inline(__always) init() { values = Row() }

  @inline(__always) init(loading source: UnsafePointer<Float>, stride: Int) {
    unsafe values = Row(loading: source)
  }

  @inline(__always) mutating func add(
    _ scalars: UnsafePointer<Float>, stride: Int, times strip: Row
  ) {
    unsafe values.add(scalars.pointee, times: strip)
  }

  @inline(__always) func store<Finish: Finishing>(
    at target: UnsafeMutablePointer<Float>, stride: Int, finish: Finish
  ) {
    unsafe finish.finished(values, for: target).store(at: target)
  }
}

/// Some rows on top of others.
struct Stacked<Top: StackedRows, Bottom: StackedRows>: StackedRows where Top.Row == Bottom.Row {
  var top: Top
  var bottom: Bottom

  @inline(__always) static var count: Int { Top.count &+ Bottom.count }

  @inline(__always) init() {
    top = Top()
    bottom = Bottom()
  }

  @inline(__always) init(loading source: UnsafePointer<Float>, stride: Int) {
    unsafe top = Top(loading: source, stride: stride)
    unsafe bottom = Bottom(loading: source + Top.count &* stride, stride: stride)
  }

  @inline(__always) mutating func add(
    _ scalars: UnsafePointer<Float>, stride: Int, times strip: Top.Row
  ) {
    unsafe top.add(scalars, stride: stride, times: strip)
    unsafe bottom.add(scalars + Top.count &* stride, stride: stride, times: strip)
  }

  @inline(__always) func store<Finish: Finishing>(
    at target: UnsafeMutablePointer<Float>, stride: Int, finish: Finish
  ) {
    unsafe top.store(at: target, stride: stride, finish: finish)
    unsafe bottom.store(at: target + Top.count &* stride, stride: stride, finish: finish)
  }
}

typealias TwoRows<Row: Strip> = Stacked<OneRow<Row>, OneRow<Row>>
typealias FourRows<Row: Strip> = Stacked<TwoRows<Row>, TwoRows<Row>>
typealias SixRows<Row: Strip> = Stacked<FourRows<Row>, TwoRows<Row>>
typealias TwelveRows<Row: Strip> = Stacked<SixRows<Row>, SixRows<Row>>
