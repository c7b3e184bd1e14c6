internal import CounterRandom

/// Turns rows by a fixed orthogonal matrix: the look of principal components, `C1` … `Cn`.
///
/// A linear model or a network loses nothing. A tree, which splits along axes, does.
///
/// The matrix is a product of Householder reflections, which take an axis to the direction of a
/// normal vector of n, n - 1, … entries: uniform among orthogonal matrices up to signs. Its random
/// words belong to no seed of data, so it is the same for every draw of as many columns.
///
/// Source: Stewart, "The efficient generation of random orthogonal matrices with an application
/// to condition estimators", SIAM J. Numer. Anal. 17 (1980).
public struct Rotation: Warp {
  /// The name in suite files, manifests and on the command line.
  public static let name = "rotation"
  /// What it does, in one sentence.
  public static let summary = "Turns rows by a fixed orthogonal matrix, which trees do not like."

  /// Entry (i, j) at `i * width + j`: what feature i gives to component j.
  private let matrix: [Double]
  private let transposed: [Double]
  private let width: Int

  /// The rotation of rows with so many features.
  public init(columnCount width: Int) {
    self.width = width
    var matrix = [Double](repeating: 0, count: width * width)
    for index in 0..<width { matrix[index * width + index] = 1 }
    for first in 0..<max(0, width - 1) {
      // The reflection that takes an axis to the direction of a normal vector.
      var axis = (first..<width).map { Self.normal(width: width, reflection: first, entry: $0) }
      let length = axis.reduce(0) { $0 + $1 * $1 }.squareRoot()
      axis[0] += axis[0] < 0 ? -length : length
      let square = axis.reduce(0) { $0 + $1 * $1 }
      for row in 0..<width {
        var product = 0.0
        for (entry, value) in axis.enumerated() {
          product += matrix[row * width + first + entry] * value
        }
        let factor = 2 * product / square
        for (entry, value) in axis.enumerated() {
          matrix[row * width + first + entry] -= factor * value
        }
      }
    }
    self.matrix = matrix
    transposed = (0..<width * width).map { matrix[$0 % width * width + $0 / width] }
  }

  private static func normal(width: Int, reflection: Int, entry: Int) -> Double {
    let stream = CounterStream(
      seed: DesignSeed.rotation, purpose: .design, scenario: UInt16(truncatingIfNeeded: width))
    let word = stream.words(row: UInt64(reflection), block: UInt32(entry)).0
    return InverseNormal.quantile(atOffset: InverseNormal.offset(of: word))
  }

  /// `C1` … `Cn`: a component is none of the features it is made of.
  public func columns(_ columns: [FeatureColumn]) -> [FeatureColumn] {
    columns.indices.map { FeatureColumn("C\($0 + 1)") }
  }

  /// Turns rows.
  public func apply(to features: inout MutableSpan<Float>, width: Int) {
    multiply(&features, width: width, by: matrix)
  }

  /// Turns rows back.
  public func invert(_ features: inout MutableSpan<Float>, width: Int) {
    multiply(&features, width: width, by: transposed)
  }

  private func multiply(_ features: inout MutableSpan<Float>, width: Int, by matrix: [Double]) {
    precondition(width == self.width, "the rotation is of rows with \(self.width) features")
    let rows = features.count / width
    unsafe features.withUnsafeMutableBufferPointer { features in
      unsafe matrix.withUnsafeBufferPointer { matrix in
        unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { sums in
          guard let x = features.baseAddress, let m = matrix.baseAddress,
            let sum = sums.baseAddress
          else { return }
          for row in 0..<rows {
            let values = unsafe x + row * width
            for column in 0..<width { unsafe sum[column] = 0 }
            for feature in 0..<width {
              let value = unsafe Double(values[feature])
              let weights = unsafe m + feature * width
              for column in 0..<width { unsafe sum[column] += value * weights[column] }
            }
            for column in 0..<width { unsafe values[column] = Float(sum[column]) }
          }
        }
      }
    }
  }
}

/// Seeds of constants that belong to no draw.
enum DesignSeed {
  static let rotation: UInt64 = 0x526F_7461_7469_6F6E
  static let heavyTails: UInt64 = 0x4865_6176_7954_6C73
}
