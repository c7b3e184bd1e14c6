import Testing

@testable import Datasets

@Suite("Shares of the Bayes values")
struct PosteriorSharesTests {
  @Test("Eight rows at once give the bits of each row alone, whatever the ratios")
  func packs() {
    let shares = PosteriorShares(positives: 3000, negatives: 70_000, prevalence: 0.001)
    let special: [Double] = [
      0, -0.0, .infinity, -.infinity, .nan, -.nan, 1e308, -1e308, 1e-300, -1e-300, 36.7, 745, -745,
      707.9, 708.1, -708.1, 714.9, -714.9,
    ]
    let ratios = special + (0..<200).map { Double($0 * $0 % 977) * 0.13 - 60 }
    func columns(_ ratios: [Double]) -> [[UInt64]] {
      let capacity = PosteriorShares.capacity
      var columns = [Double](repeating: 0, count: 4 * capacity)
      unsafe columns.withUnsafeMutableBufferPointer { columns in
        unsafe ratios.withUnsafeBufferPointer { ratios in
          guard let target = columns.baseAddress, let source = ratios.baseAddress else { return }
          unsafe shares.fill(target, ratios: source, count: ratios.count)
        }
      }
      return (0..<4).map { column in
        columns[column * capacity..<column * capacity + ratios.count].map {
          $0.isNaN ? Double.nan.bitPattern : $0.bitPattern
        }
      }
    }
    let together = columns(ratios)
    for (row, ratio) in ratios.enumerated() {
      #expect(columns([ratio]).map { $0[0] } == together.map { $0[row] }, "ratio \(ratio)")
    }
    // Other neighbours, among them no NaN.
    let rest = Array(ratios[5...])
    #expect(columns(rest) == together.map { Array($0[5...]) })
  }
}
