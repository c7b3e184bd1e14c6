internal import CounterRandom

/// Draws rows of the teacher given their labels, by rejection.
///
/// A negative is a row of the population that is accepted with probability `1 - η`. Positives are
/// rare, so they are proposed from the population tilted by `exp(λt)`, and accepted with
/// probability `σ(t) / (C exp(λt))`, `C = λ^λ (1 - λ)^(1 - λ)`: one in about five is. The tilt moves
/// the linear direction, a Gaussian, by `λ` times its slope, and leaves the directions orthogonal
/// to it alone; each nonlinear piece is tilted by a rejection of its own, its values being bounded.
///
/// The number of an attempt is part of the block's number, so that a row stays a function of its
/// own number. Attempts are numbered up to 2¹⁶ (positives), 2²⁰ (negatives) and 1536 (pieces), and
/// the last one would be taken as it is; at the least favourable parameters in range the
/// probability that one gets there is below 10⁻³⁰.
struct TeacherProposal: Sendable {
  let logit: TeacherLogit
  /// λ, strictly between 0 and 1.
  let tilt: Double
  /// C.
  private let bound: Double
  /// By how much the linear direction is moved.
  private let shift: Double
  /// Exponent of each nonlinear piece.
  private let pieceTilt: Double

  init(logit: TeacherLogit, tilt: Double) {
    self.logit = logit
    self.tilt = tilt
    bound = PortableMath.exp(
      tilt * PortableMath.log(tilt) + (1 - tilt) * PortableMath.log(1 - tilt))
    shift = tilt * logit.linear
    pieceTilt = tilt * logit.nonlinear
  }

  // Block 0 holds the first uniform of negatives, and blocks 1–10 the normals of every row.
  private static let negativeBlock: UInt32 = 0x100
  private static let negativeAttempts: UInt32 = 1 << 20
  private static let positiveBlock: UInt32 = 0x4000_0000
  private static let positiveAttempts: UInt32 = 1 << 16
  private static let pieceBlock: UInt32 = 1024
  private static let pieceBlocks: UInt32 = 3072
  private static let pieceAttempts: UInt32 = 1536

  // MARK: Negatives

  /// Turns 20 standard normals into a row given that it is negative.
  @inline(__always)
  func drawNegative(_ x: UnsafeMutablePointer<Double>, _ words: RowWords) {
    unsafe round(x)
    if unsafe acceptsNegative(x, uniform(words[0].0)) { return }
    for attempt in 1...Self.negativeAttempts {
      let block = Self.negativeBlock + 8 * attempt
      for pair in 0..<6 { unsafe setNormals(x, 2 * pair, words[block + UInt32(pair)]) }
      unsafe round(x)
      if unsafe acceptsNegative(x, uniform(words[block + 6].0)) { return }
    }
  }

  @inline(__always)
  private func acceptsNegative(_ x: UnsafeMutablePointer<Double>, _ u: Double) -> Bool {
    let lin = unsafe TeacherLogit.linear(x)
    // σ(t) < exp(t), and t is at most this: nearly all rows are decided here.
    let most = logit.value(linear: lin, pieces: TeacherLogit.piecesLimit)
    if most < 0, PortableMath.expInRange(max(most, -700)) <= u { return true }
    return unsafe u
      >= PortableMath.sigmoid(
        logit.value(linear: lin, pieces: TeacherLogit.pieces(x)))
  }

  // MARK: Positives

  /// Replaces the first twelve of 20 standard normals, for a row given that it is positive.
  func drawPositive(_ x: UnsafeMutablePointer<Double>, _ words: RowWords) {
    let w = TeacherLogit.direction
    for attempt in 0..<Self.positiveAttempts {
      let base = Self.positiveBlock + attempt << 14
      for pair in 0..<3 { unsafe setNormals(x, 2 * pair, words[base + UInt32(pair)]) }
      unsafe x[0] += shift * w.0
      unsafe x[1] += shift * w.1
      unsafe x[2] += shift * w.2
      unsafe x[3] += shift * w.3
      unsafe x[4] += shift * w.4
      unsafe x[5] += shift * w.5
      unsafe drawWave(x + 6, words, base + Self.pieceBlock)
      unsafe drawProduct(x + 7, words, base + Self.pieceBlock + Self.pieceBlocks)
      unsafe drawSlab(x + 9, words, base + Self.pieceBlock + 2 * Self.pieceBlocks)
      unsafe drawProduct(x + 10, words, base + Self.pieceBlock + 3 * Self.pieceBlocks)
      unsafe round(x)
      let t = unsafe logit.value(linear: TeacherLogit.linear(x), pieces: TeacherLogit.pieces(x))
      // σ(t) exp(-λt) = 1 / (exp(λt) + exp((λ - 1)t)).
      let inverse = PortableMath.exp(tilt * t) + PortableMath.exp((tilt - 1) * t)
      if uniform(words[base + 3].0) * bound * inverse < 1 { return }
    }
  }

  private func drawWave(_ x: UnsafeMutablePointer<Double>, _ words: RowWords, _ first: UInt32) {
    for attempt in 0..<Self.pieceAttempts {
      let pair = words[first + attempt]
      unsafe x[0] = rounded(normal(pair.0))
      let excess = unsafe TeacherLogit.wave(x[0]) - TeacherLogit.waveLimit
      if uniform(pair.1) < PortableMath.exp(pieceTilt * excess) { return }
    }
  }

  private func drawProduct(
    _ x: UnsafeMutablePointer<Double>, _ words: RowWords, _ first: UInt32
  ) {
    for attempt in 0..<Self.pieceAttempts {
      unsafe setNormals(x, 0, words[first + 2 * attempt])
      unsafe x[0] = rounded(x[0])
      unsafe x[1] = rounded(x[1])
      let excess = unsafe TeacherLogit.product(x[0], x[1]) - TeacherLogit.productLimit
      if uniform(words[first + 2 * attempt + 1].0) < PortableMath.exp(pieceTilt * excess) {
        return
      }
    }
  }

  private func drawSlab(_ x: UnsafeMutablePointer<Double>, _ words: RowWords, _ first: UInt32) {
    for attempt in 0..<Self.pieceAttempts {
      let pair = words[first + attempt]
      unsafe x[0] = rounded(normal(pair.0))
      let excess = unsafe TeacherLogit.slab(x[0]) - TeacherLogit.slabLimit
      if uniform(pair.1) < PortableMath.exp(pieceTilt * excess) { return }
    }
  }

  // MARK: Words

  @inline(__always)
  private func uniform(_ word: UInt64) -> Double { (Double(word &>> 12) + 0.5) * 0x1p-52 }

  @inline(__always)
  private func normal(_ word: UInt64) -> Double {
    InverseNormal.quantile(atOffset: InverseNormal.offset(of: word))
  }

  @inline(__always)
  private func setNormals(
    _ x: UnsafeMutablePointer<Double>, _ index: Int, _ words: (UInt64, UInt64)
  ) {
    unsafe x[index] = normal(words.0)
    unsafe x[index + 1] = normal(words.1)
  }

  /// A value as it will be stored: decisions are made on what a learner sees.
  @inline(__always)
  private func rounded(_ value: Double) -> Double { Double(Float(value)) }

  /// Rounds the columns that the logit depends on.
  @inline(__always)
  private func round(_ x: UnsafeMutablePointer<Double>) {
    for column in 0..<12 { unsafe x[column] = rounded(x[column]) }
  }
}
