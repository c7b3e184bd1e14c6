internal import DualNumbers
internal import Foundation

/// The sum of `log(1 + e^(z₋ - z₊))` over all pairs, and its derivatives by the logits, in a time
/// that grows with the number of rows and not of pairs.
///
/// The logit axis is cut into cells of width 1. Within a pair of cells the kernel is analytic, its
/// nearest singularity π away from an interval of half-width ½, and Chebyshev interpolation in
/// ``degree`` nodes has an error of about `(2π + √(4π² + 1))^-degree`, below 1e-14. So the rows of a
/// cell act through that many numbers: their Chebyshev moments, turned into weights of the nodes;
/// and what a cell receives is a polynomial. This is the fast multipole method without kernel
/// expansions (Fong and Darve, *The black-box fast multipole method*, 2009) with a single level.
/// The kernels are evaluated between nodes, so far-away pairs keep their digits.
struct LogisticCells {
  /// Nodes of a cell.
  static let degree = 14
  /// More cells than this are not worth a table.
  static let mostCells = 2048

  let first: Double
  let cells: Int
  // Where things stand in the memory: the matrix between moments and nodes, the kernels between
  // the nodes of two cells, then for each cell: weights of both classes, what they receive.
  let matrix = 0
  let kernels: Int
  let weights: Int
  let received: Int
  let slopes: Int
  /// The end of what is needed.
  let end: Int

  /// Cells from the lowest to the highest logit.
  init(lowest: Double, highest: Double) {
    let k = Self.degree
    first = lowest.rounded(.down)
    cells = Int(highest.rounded(.down) - first) + 1
    kernels = k * k
    weights = kernels + 3 * k * k
    received = weights + 2 * k * cells
    slopes = received + 2 * k * cells
    end = slopes + 2 * k * cells
  }

  /// About how many nanoseconds the cells cost, by measurement, where a pair costs one.
  static func cost(rows: Int, lowest: Double, highest: Double) -> Double {
    let cells = highest.rounded(.down) - lowest.rounded(.down) + 1
    guard cells <= Double(mostCells) else { return .infinity }
    let occupied = min(cells, Double(rows))
    return 30 * Double(rows) + 5000 * cells + 150 * occupied * occupied
  }

  /// Fills in the derivatives of the mean over pairs and returns it.
  func mean(of batch: LossBatch, in evaluation: inout BatchEvaluation, pairs: Double) -> Double {
    let wantsCurvature = evaluation.wantsCurvature
    evaluation.reserveSpare(end)
    let logits = evaluation.logits
    var spare: [Double] = []
    swap(&spare, &evaluation.spare)
    defer { swap(&spare, &evaluation.spare) }
    var memory = spare.mutableSpan
    for index in weights..<end { memory[index] = 0 }
    fillMatrix(&memory)
    for row in 0..<batch.count {
      addMoments(logits[row], positive: batch.labels[row] > 0.5, &memory)
    }
    for slot in 0..<2 * cells { toNodes(weights + slot * Self.degree, &memory) }
    var value = 0.0
    for distance in (1 - cells)..<cells {
      value += interact(at: distance, wantsCurvature: wantsCurvature, &memory)
    }
    for slot in 0..<2 * cells { toCoefficients(received + slot * Self.degree, &memory) }
    if wantsCurvature {
      for slot in 0..<2 * cells { toCoefficients(slopes + slot * Self.degree, &memory) }
    }
    var gradient = evaluation.gradient.mutableSpan
    for row in 0..<batch.count {
      let isPositive = batch.labels[row] > 0.5
      let (slot, place) = locate(logits[row], positive: isPositive)
      let sum = series(at: place, from: received + slot * Self.degree, memory.span)
      gradient[row] = (isPositive ? -sum : sum) / pairs
    }
    guard wantsCurvature else { return value / pairs }
    var curvature = evaluation.curvature.mutableSpan
    for row in 0..<batch.count {
      let (slot, place) = locate(logits[row], positive: batch.labels[row] > 0.5)
      curvature[row] = series(at: place, from: slopes + slot * Self.degree, memory.span) / pairs
    }
    return value / pairs
  }

  /// The place of a logit: the slot of its cell and class, and the place in the cell, -1…1.
  @inline(__always)
  private func locate(_ logit: Double, positive: Bool) -> (slot: Int, place: Double) {
    let floor = logit.rounded(.down)
    let cell = Int(floor - first)
    return (2 &* cell &+ (positive ? 1 : 0), 2 * (logit - floor) - 1)
  }

  /// `c T(node) / degree` for each Chebyshev polynomial and node, with `c` = 1 for the constant and
  /// 2 for all others.
  private func fillMatrix(_ memory: inout MutableSpan<Double>) {
    let k = Self.degree
    for polynomial in 0..<k {
      for node in 0..<k {
        let angle = Double(polynomial) * .pi * (Double(node) + 0.5) / Double(k)
        memory[matrix + polynomial * k + node] = (polynomial == 0 ? 1 : 2) * cos(angle) / Double(k)
      }
    }
  }

  /// Adds a row's Chebyshev polynomials to its cell.
  @inline(__always)
  private func addMoments(_ logit: Double, positive: Bool, _ memory: inout MutableSpan<Double>) {
    let (slot, place) = locate(logit, positive: positive)
    let base = weights &+ slot &* Self.degree
    var (before, now) = (1.0, place)
    memory[base] += 1
    memory[base &+ 1] += place
    for polynomial in 2..<Self.degree {
      (before, now) = (now, 2 * place * now - before)
      memory[base &+ polynomial] += now
    }
  }

  /// Turns moments into weights of the nodes, in place.
  private func toNodes(_ base: Int, _ memory: inout MutableSpan<Double>) {
    let k = Self.degree
    guard memory[base] > 0 else { return }
    withScratch(base, &memory) { moments, memory in
      for node in 0..<k {
        var sum = 0.0
        for polynomial in 0..<k {
          sum += moments[polynomial] * memory[matrix + polynomial * k + node]
        }
        memory[base + node] = sum
      }
    }
  }

  /// Turns values at the nodes into the coefficients of a Chebyshev series, in place.
  private func toCoefficients(_ base: Int, _ memory: inout MutableSpan<Double>) {
    let k = Self.degree
    withScratch(base, &memory) { values, memory in
      for polynomial in 0..<k {
        var sum = 0.0
        for node in 0..<k { sum += values[node] * memory[matrix + polynomial * k + node] }
        memory[base + polynomial] = sum
      }
    }
  }

  @inline(__always)
  private func withScratch(
    _ base: Int, _ memory: inout MutableSpan<Double>,
    _ work: (SIMD16<Double>, inout MutableSpan<Double>) -> Void
  ) {
    var copy = SIMD16<Double>()
    for index in 0..<Self.degree { copy[index] = memory[base + index] }
    work(copy, &memory)
  }

  /// Clenshaw's sum of a Chebyshev series.
  @inline(__always)
  private func series(at place: Double, from base: Int, _ memory: Span<Double>) -> Double {
    var (now, before) = (0.0, 0.0)
    let twice = 2 * place
    for polynomial in stride(from: Self.degree - 1, to: 0, by: -1) {
      (now, before) = (twice * now - before + memory[base &+ polynomial], now)
    }
    return place * now - before + memory[base]
  }
}
