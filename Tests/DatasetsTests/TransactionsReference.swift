import Datasets
import Foundation
import Testing

/// The law of `transactions` and `noisy` once more, straight from the published constants: plain,
/// slow, and with the C library's functions.
struct TransactionsReference {
  /// Weights of the twelve components, the legitimate ones first; each half adds up to 1.
  let weights: [Double]
  /// Mean of the seven logarithms of each component: six columns and the terminal's risk.
  let means: [[Double]]
  let deviations: [[Double]]
  /// For each component and column with levels (hour … declines_1d, risk zero or not), the share of
  /// each level, as 2³² words realise it.
  let shares: [[[Double]]]
  /// Probability that device and proxy are missing, for each component.
  let missing: [Double]

  static let columnsWithLevels = Array(6..<16)
  static let logNormalColumns = Array(0..<6) + [16]

  init(
    kappa: Double, weights fraudWeights: [Double],
    missing: [Double] = [Double](repeating: 0, count: 12)
  ) throws {
    let constants = try TransactionConstants.published()
    let hosts = [5, 2, 2, 3, 0, nil] as [Int?]
    let host = [Int?](repeating: nil, count: 6) + hosts
    weights = Self.realised(constants.weights.legit) + Self.realised(fraudWeights)
    self.missing = missing
    let logNormals = ["amount", "ratio30", "dist_km", "mins_prev", "card_age", "merch_age"].map {
      constants.lognormal[$0] ?? TransactionConstants.LogNormals(mu: [], sigma: [])
    }
    let risk = constants.term_risk_7d
    let baseMeans = (0..<12).map { c in logNormals.map { $0.mu[c] } + [risk.log_mu[c]] }
    let baseDeviations = (0..<12).map { c in logNormals.map { $0.sigma[c] } + [risk.log_sigma[c]] }
    let base = (0..<12).map { c in constants.levelShares(of: c) }
    means = (0..<12).map { c in
      guard let h = host[c] else { return baseMeans[c] }
      return zip(baseMeans[h], baseMeans[c]).map { $0 + kappa * ($1 - $0) }
    }
    deviations = (0..<12).map { c in
      guard let h = host[c], c == 8 else { return baseDeviations[c] }
      return zip(baseDeviations[h], baseDeviations[c]).map { $0 * pow($1 / $0, kappa) }
    }
    shares = (0..<12).map { c in
      guard let h = host[c] else { return base[c].map(Self.realised) }
      return zip(base[h], base[c]).map { start, end in
        let moved = zip(start, end).map { (1 - kappa) * log($0) + kappa * log($1) }
        let top = moved.max() ?? 0
        return Self.realised(moved.map { exp($0 - top) })
      }
    }
  }

  /// The reference of a scenario's parameters.
  init(_ parameters: ScenarioParameters) throws {
    let isNoisy = parameters.all.contains { $0.name == "missing-rates-fraud" }
    let rates =
      isNoisy
      ? parameters.list("missing-rates-legitimate") + parameters.list("missing-rates-fraud") : []
    try self.init(
      kappa: parameters["kappa"], weights: parameters.list("typology-weights"),
      missing: isNoisy
        ? rates.map { Self.realised([$0, 1 - $0])[0] } : .init(repeating: 0, count: 12))
  }

  /// Shares as whole numbers of 2³² words, at least one for each outcome.
  static func realised(_ shares: [Double]) -> [Double] {
    let (total, count) = (shares.reduce(0, +), Double(shares.count))
    var (sum, before) = (0.0, 0.0)
    return shares.indices.map { level in
      sum += shares[level]
      let limit =
        level == shares.count - 1
        ? 4_294_967_296
        : Double(level + 1) + (sum / total * (4_294_967_296 - count)).rounded()
      defer { before = limit }
      return (limit - before) / 4_294_967_296
    }
  }

  /// The logarithm of weight times density of each component, up to what all have in common.
  func logTerms(of row: ArraySlice<Float>) -> [Double] {
    let x = Array(row)
    let isMissing = x[11].isNaN
    return (0..<12).map { c in
      var sum = log(weights[c])
      for (index, column) in Self.columnsWithLevels.enumerated() {
        if isMissing, column == 11 || column == 12 { continue }
        sum += log(shares[c][index][Int(x[column])])
      }
      sum += isMissing ? log(missing[c]) : log(1 - missing[c])
      sum += log(shares[c][10][x[16] > 0 ? 1 : 0])
      for (index, column) in Self.logNormalColumns.enumerated() where x[column] > 0 {
        let z = (log(Double(x[column])) - means[c][index]) / deviations[c][index]
        sum -= log(deviations[c][index]) + z * z / 2
      }
      return sum
    }
  }

  func logLikelihoodRatio(of row: ArraySlice<Float>) -> Double {
    let terms = logTerms(of: row)
    return Self.logSum(terms[6...]) - Self.logSum(terms[..<6])
  }

  /// Σ_k r_k(x) v_k over the typologies.
  func typologyMean(of values: [Double], row: ArraySlice<Float>) -> Double {
    let fraud = Array(logTerms(of: row)[6...])
    let total = Self.logSum(fraud[...])
    return zip(fraud, values).reduce(0) { $0 + exp($1.0 - total) * $1.1 }
  }

  private static func logSum(_ values: ArraySlice<Double>) -> Double {
    let top = values.max() ?? 0
    return top + log(values.reduce(0) { $0 + exp($1 - top) })
  }
}

/// The published constants, as they are in their file.
struct TransactionConstants: Decodable {
  struct Weights: Decodable {
    let legit: [Double]
    let fraud: [Double]
  }
  struct Hour: Decodable {
    let h0: Double
    let conc: Double
    let uniform: Double
  }
  struct Levels: Decodable {
    let pmf: [[Double]]
  }
  struct LogNormals: Decodable {
    let mu: [Double]
    let sigma: [Double]
  }
  struct Risk: Decodable {
    let p_zero: [Double]
    let log_mu: [Double]
    let log_sigma: [Double]
  }
  let components: [String]
  let weights: Weights
  let hour_vonmises: [Hour]
  let negbin_tx_1d_mean_r: [[Double]]
  let negbin_tx_7d_mean_r: [[Double]]
  let negbin_declines_1d_mean_r: [[Double]]
  let dow: [[Double]]
  let channel: Levels
  let mcc16: [[Double]]
  let country: Levels
  let device_new: [Double]
  let ip_proxy: [Double]
  let lognormal: [String: LogNormals]
  let term_risk_7d: Risk

  static func published() throws -> TransactionConstants {
    let url = try #require(
      Bundle.module.url(
        forResource: "transactions_params", withExtension: "json", subdirectory: "Resources"))
    return try JSONDecoder().decode(TransactionConstants.self, from: Data(contentsOf: url))
  }

  func levelShares(of c: Int) -> [[Double]] {
    let hour = hour_vonmises[c]
    let density = (0..<24).map { exp(hour.conc * cos(2 * .pi * (Double($0) - hour.h0) / 24)) }
    let total = density.reduce(0, +)
    return [
      density.map { (1 - hour.uniform) * $0 / total + hour.uniform / 24 }, dow[c], channel.pmf[c],
      mcc16[c], country.pmf[c], [1 - device_new[c], device_new[c]], [1 - ip_proxy[c], ip_proxy[c]],
      Self.counts(negbin_tx_1d_mean_r[c], levels: 64),
      Self.counts(negbin_tx_7d_mean_r[c], levels: 128),
      Self.counts(negbin_declines_1d_mean_r[c], levels: 32),
      [term_risk_7d.p_zero[c], 1 - term_risk_7d.p_zero[c]],
    ]
  }

  /// Negative binomial shares by the gamma function; the last level takes the tail.
  static func counts(_ meanAndSize: [Double], levels: Int) -> [Double] {
    let (mean, size) = (meanAndSize[0], meanAndSize[1])
    let shares = (0..<6000).map { count in
      let k = Double(count)
      return exp(
        lgamma(k + size) - lgamma(k + 1) - lgamma(size) + size * log(size / (size + mean))
          + k * log(mean / (size + mean)))
    }
    return Array(shares[..<(levels - 1)]) + [shares[(levels - 1)...].reversed().reduce(0, +)]
  }
}
