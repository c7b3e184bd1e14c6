internal import CounterRandom

extension TransactionDensity {
  /// Log-likelihood ratio of each row.
  func logLikelihoodRatios(of features: Span<Float>, into ratios: inout MutableSpan<Double>) {
    let width = TransactionColumns.width
    let count = ratios.count
    precondition(features.count == count * width, "features must hold rows × columns values")
    unsafe features.withUnsafeBufferPointer { input in
      unsafe ratios.withUnsafeMutableBufferPointer { output in
        guard let input = input.baseAddress, let output = output.baseAddress else { return }
        unsafe DensityScratch.with { scratch in
          var done = 0
          while done < count {
            let now = min(Self.rowsAtOnce, count - done)
            unsafe weigh(input + done * width, count: now, scratch: scratch)
            for row in 0..<now {
              let sums = unsafe scratch.sums(row: row)
              unsafe scratch.logarithms[row] = sums.fraud / sums.legitimate
            }
            for row in 0..<now {
              unsafe output[done + row] =
                scratch.factors[row] + PortableMath.logOfNormal(scratch.logarithms[row])
            }
            done += now
          }
        }
      }
    }
  }

  /// Of each row, the mean of `values` over the typologies that it may be of, given that it is
  /// fraud: `Σ r_k(x) value_k`, r_k(x) being the typology's share in the fraud's density.
  func typologyMeans(
    of values: [Double], rows features: Span<Float>, into means: inout MutableSpan<Double>
  ) {
    let width = TransactionColumns.width
    let count = means.count
    precondition(features.count == count * width, "features must hold rows × columns values")
    precondition(values.count == Self.typologies, "one value for each typology")
    unsafe features.withUnsafeBufferPointer { input in
      unsafe values.withUnsafeBufferPointer { values in
        guard let input = input.baseAddress else { return }
        unsafe DensityScratch.with { scratch in
          var done = 0
          while done < count {
            let now = min(Self.rowsAtOnce, count - done)
            unsafe weigh(input + done * width, count: now, scratch: scratch)
            for row in 0..<now {
              let fraud = unsafe scratch.terms + 12 * row + Self.typologies
              var sum = 0.0
              for kind in 0..<Self.typologies { unsafe sum += fraud[kind] * values[kind] }
              means[done + row] = unsafe sum / scratch.sums(row: row).fraud
            }
            done += now
          }
        }
      }
    }
  }

  private static var typologies: Int { 6 }

  /// Fills the terms and factors of at most ``rowsAtOnce`` rows.
  ///
  /// Steps that can take many values at once go over all rows, so that they vectorise.
  private func weigh(_ features: UnsafePointer<Float>, count: Int, scratch: DensityScratch) {
    unsafe takeLogarithms(features, count: count, into: scratch.logarithms)
    unsafe addLogDensities(features, count: count, scratch: scratch)
    for row in 0..<count {
      let t = unsafe scratch.terms + 12 * row
      let legitimate = unsafe Self.greatest(t)
      let fraud = unsafe Self.greatest(t + 6)
      unsafe scratch.factors[row] = fraud - legitimate
      for component in 0..<6 {
        unsafe t[component] -= legitimate
        unsafe t[component + 6] -= fraud
      }
    }
    let end = 12 * count
    var index = 0
    while index < end {
      let value = unsafe scratch.terms[index]
      unsafe scratch.terms[index] = PortableMath.expInRange(value > -708 ? value : -708)
      index &+= 1
    }
  }

  @inline(__always)
  private static func greatest(_ t: UnsafePointer<Double>) -> Double {
    unsafe max(max(max(t[0], t[1]), max(t[2], t[3])), max(t[4], t[5]))
  }

  private func takeLogarithms(
    _ features: UnsafePointer<Float>, count: Int, into logarithms: UnsafeMutablePointer<Double>
  ) {
    let risk = TransactionColumns.terminalRisk
    for row in 0..<count {
      let x = unsafe features + row * TransactionColumns.width
      let target = unsafe logarithms + 8 * row
      for column in 0..<6 { unsafe target[column] = Double(x[column]) }
      // A risk of zero has no logarithm, and none is asked for.
      unsafe target[6] = x[risk] > 0 ? Double(x[risk]) : 1
      unsafe target[7] = 1
    }
    let end = 8 * count
    var index = 0
    while index < end {
      unsafe logarithms[index] = PortableMath.logOfNormal(logarithms[index])
      index &+= 1
    }
  }

  /// Adds up the log densities of all components, row by row.
  private func addLogDensities(
    _ features: UnsafePointer<Float>, count: Int, scratch: DensityScratch
  ) {
    unsafe levels.withUnsafeBufferPointer { levels in
      unsafe curves.withUnsafeBufferPointer { curves in
        unsafe levelStarts.withUnsafeBufferPointer { starts in
          unsafe lastLevels.withUnsafeBufferPointer { lasts in
            guard let levels = levels.baseAddress, let curves = curves.baseAddress,
              let starts = starts.baseAddress, let lasts = lasts.baseAddress
            else { return }
            let first = (constants[0], constants[1], constants[2])
            let target = UnsafeMutableRawPointer(unsafe scratch.terms)
            let risk = TransactionColumns.terminalRisk
            for row in 0..<count {
              let x = unsafe features + row * TransactionColumns.width
              let logarithms = unsafe scratch.logarithms + 8 * row
              var (a, b, c) = first
              var column = 0
              while column < TransactionColumns.levelColumns &- 1 {
                // Written so that NaN becomes the last level, which says missing.
                let value = unsafe x[TransactionColumns.logNormals &+ column]
                let last = unsafe lasts[column]
                let atMost = value < last ? value : last
                let level = Int(atMost > 0 ? atMost : 0)
                let entry = unsafe levels + 3 &* (starts[column] &+ level)
                unsafe a += entry[0]
                unsafe b += entry[1]
                unsafe c += entry[2]
                column &+= 1
              }
              let isRisk = unsafe x[risk] > 0
              let entry = unsafe levels + 3 &* (starts[column] &+ (isRisk ? 1 : 0))
              unsafe a += entry[0]
              unsafe b += entry[1]
              unsafe c += entry[2]
              column = 0
              let end = TransactionColumns.logNormals &+ (isRisk ? 1 : 0)
              while column < end {
                let value = unsafe SIMD4(repeating: logarithms[column])
                let curve = unsafe curves + 6 &* column
                let (d, e, f) = unsafe (
                  (value - curve[0]) * curve[3], (value - curve[1]) * curve[4],
                  (value - curve[2]) * curve[5]
                )
                a -= d * d
                b -= e * e
                c -= f * f
                column &+= 1
              }
              unsafe target.storeBytes(of: a, toByteOffset: 96 &* row, as: SIMD4<Double>.self)
              unsafe target.storeBytes(of: b, toByteOffset: 96 &* row &+ 32, as: SIMD4<Double>.self)
              unsafe target.storeBytes(of: c, toByteOffset: 96 &* row &+ 64, as: SIMD4<Double>.self)
            }
          }
        }
      }
    }
  }
}
