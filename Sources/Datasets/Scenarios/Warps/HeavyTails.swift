internal import CounterRandom

/// Bends each feature by a sinh–arcsinh function of its own: skewed, with heavy tails.
///
/// `x → sinh((asinh x + ε) / δ)`, ε from -0.3 to 0.3 and δ from 0.55 to 0.85: a standard normal gets
/// the median `sinh(ε / δ)` and tails like those of its powers 1.2 to 1.8. A tree loses nothing, as
/// order is kept. A linear model does.
///
/// Source: Jones and Pewsey, "Sinh-arcsinh distributions", Biometrika 96 (2009).
public struct HeavyTails: Warp {
  /// The name in suite files, manifests and on the command line.
  public static let name = "heavy-tails"
  /// What it does, in one sentence.
  public static let summary =
    "Bends each feature to be skewed and heavy-tailed, which linear models do not like."

  /// Skewness ε of each feature.
  public let skewness: [Double]
  /// Tail weight δ of each feature; 1 would keep the tails.
  public let tails: [Double]

  /// The bends of rows with so many features: the first ones are the same for any number.
  public init(columnCount width: Int) {
    let stream = CounterStream(seed: DesignSeed.heavyTails, purpose: .design, scenario: 0)
    let words = (0..<width).map { stream.words(row: UInt64($0), block: 0) }
    skewness = words.map { (Double($0.0 &>> 11) * 0x1p-53 - 0.5) * 0.6 }
    tails = words.map { 0.55 + Double($0.1 &>> 11) * 0x1p-53 * 0.3 }
  }

  /// Bends rows.
  public func apply(to features: inout MutableSpan<Float>, width: Int) {
    precondition(width == tails.count, "the warp is of rows with \(tails.count) features")
    for row in 0..<features.count / width {
      for column in 0..<width {
        let x = Double(features[row * width + column])
        let bent = PortableMath.sinh((PortableMath.asinh(x) + skewness[column]) / tails[column])
        features[row * width + column] = Float(bent)
      }
    }
  }

  /// Bends rows back.
  public func invert(_ features: inout MutableSpan<Float>, width: Int) {
    precondition(width == tails.count, "the warp is of rows with \(tails.count) features")
    for row in 0..<features.count / width {
      for column in 0..<width {
        let x = Double(features[row * width + column])
        let straight = PortableMath.sinh(
          PortableMath.asinh(x) * tails[column] - skewness[column])
        features[row * width + column] = Float(straight)
      }
    }
  }
}
