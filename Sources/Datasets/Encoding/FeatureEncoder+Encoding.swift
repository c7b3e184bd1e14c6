internal import CounterRandom

extension FeatureEncoder {
  /// Encodes rows.
  ///
  /// - Parameters:
  ///   - features: Row-major, `rows` × `columns.count`.
  ///   - rows: Number of rows.
  ///   - output: Row-major, `rows` × `inputs.count`, to be filled.
  public func encode(_ features: Span<Float>, rows: Int, into output: inout MutableSpan<Float>) {
    let (width, outputWidth) = (columns.count, inputs.count)
    precondition(features.count == rows * width, "features must hold rows × columns values")
    precondition(output.count == rows * outputWidth, "there must be room for rows × inputs values")
    let levelInputs = levelInputs.span
    let levelValues = levelValues.span
    let steps = steps.span
    for row in 0..<rows {
      let source = row &* width
      let target = row &* outputWidth
      if !isIdentity {
        for place in target..<target &+ outputWidth { output[place] = 0 }
      }
      for step in 0..<steps.count {
        switch steps[step] {
        case .copy(let from, let to, let count):
          for column in 0..<count {
            output[target &+ to &+ column] = features[source &+ from &+ column]
          }
        case .number(let from, let to, let missing, let logarithm):
          let value = features[source &+ from]
          output[target &+ to] = logarithm ? Self.logarithm(value) : value
          if missing >= 0, value.isNaN { output[target &+ missing] = 1 }
        case .level(let from, let first, let count, let missing):
          let value = features[source &+ from]
          guard !value.isNaN else {
            if missing >= 0 { output[target &+ missing] = 1 }
            continue
          }
          guard value >= 0, value < Float(count) else { continue }
          let entry = first &+ Int(value)
          let place = levelInputs[entry]
          if place >= 0 { output[target &+ Int(place)] = levelValues[entry] }
        }
      }
    }
  }

  /// `sign(x) · log(1 + |x|)`; NaN for NaN.
  static func logarithm(_ value: Float) -> Float {
    guard value.isFinite else { return value }
    let logarithm = Float(PortableMath.log1p(Double(value.magnitude)))
    return value < 0 ? -logarithm : logarithm
  }
}
