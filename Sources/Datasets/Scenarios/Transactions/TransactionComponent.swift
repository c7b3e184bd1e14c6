/// A segment of legitimate payments or a typology of fraud, before fraud is moved towards or away
/// from its host.
///
/// Columns are independent given the component; all dependence comes from the mixture.
struct TransactionComponent: Sendable {
  /// The name in documents and, for fraud, in the oracle.
  let name: String
  /// Its share of its class.
  let weight: Double
  /// What is paid, in a currency unit.
  let amount: LogNormal
  /// The amount over the card's mean of 30 days.
  let amountRatio: LogNormal
  /// From the card's usual place, in kilometres.
  let distance: LogNormal
  /// Minutes since the card's payment before this one.
  let minutesSincePrevious: LogNormal
  /// Days since the card was issued.
  let cardAge: LogNormal
  /// Days since the merchant was first seen.
  let merchantAge: LogNormal
  /// Hour of day, 0…23.
  let hour: HourLaw
  /// Shares of Monday … Sunday.
  let weekday: [Double]
  /// Shares of the levels of `channel`.
  let channel: [Double]
  /// Shares of the levels of `mcc`.
  let merchantCategory: [Double]
  /// Shares of the levels of `country`.
  let country: [Double]
  /// Share of payments from a device that the card has not used before.
  let newDevice: Double
  /// Share of payments through a proxy.
  let proxy: Double
  /// The card's payments in a day.
  let transactionsInDay: NegativeBinomial
  /// The card's payments in a week.
  let transactionsInWeek: NegativeBinomial
  /// The card's declined payments in a day.
  let declinesInDay: NegativeBinomial
  /// Share of fraud at the terminal in a week, as far as it is known.
  let terminalRisk: ZeroInflated
}

/// A log-normal law, by mean and standard deviation of the logarithm.
struct LogNormal: Sendable {
  let mean: Double
  let deviation: Double

  init(_ mean: Double, _ deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }
}

/// Zero with a probability, otherwise log-normal.
struct ZeroInflated: Sendable {
  /// Probability of zero.
  let zero: Double
  let positive: LogNormal

  init(zero: Double, _ positive: LogNormal) {
    self.zero = zero
    self.positive = positive
  }
}
