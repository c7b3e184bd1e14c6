extension TransactionComponent {
  /// The segments of legitimate payments.
  static let segments = [daily, contactless, ecom, travel, business, micro]

  static let daily = TransactionComponent(
    name: "daily", weight: 0.3,
    amount: LogNormal(3.4657, 0.95),
    amountRatio: LogNormal(-0.1, 0.8),
    distance: LogNormal(1.6, 1.2),
    minutesSincePrevious: LogNormal(6.8, 1.4),
    cardAge: LogNormal(6.8, 0.7),
    merchantAge: LogNormal(7.6, 0.9),
    hour: HourLaw(peak: 14, concentration: 1.3, uniform: 0.02),
    weekday: [0.125, 0.125, 0.125, 0.1375, 0.175, 0.2, 0.1125],
    channel: [0.6, 0.25, 0.08, 0.06, 0.01],
    merchantCategory: [
      0.22, 0.18, 0.12, 0.08, 0.08, 0.06, 0.05, 0.04, 0.04, 0.03, 0.03, 0.02, 0.02, 0.01, 0.01,
      0.01,
    ],
    country: [0.97, 0.025, 0.005],
    newDevice: 0.02, proxy: 0.01,
    transactionsInDay: NegativeBinomial(mean: 1.2, size: 2),
    transactionsInWeek: NegativeBinomial(mean: 8, size: 3),
    declinesInDay: NegativeBinomial(mean: 0.02, size: 0.3),
    terminalRisk: ZeroInflated(zero: 0.97, LogNormal(-4.5, 0.8)))

  static let contactless = TransactionComponent(
    name: "contactless", weight: 0.22,
    amount: LogNormal(2.6391, 0.7),
    amountRatio: LogNormal(-0.15, 0.6),
    distance: LogNormal(1.3, 1),
    minutesSincePrevious: LogNormal(6.2, 1.3),
    cardAge: LogNormal(6.8, 0.7),
    merchantAge: LogNormal(7.8, 0.9),
    hour: HourLaw(peak: 13, concentration: 1.5, uniform: 0.02),
    weekday: [0.1316, 0.1316, 0.1316, 0.1447, 0.1711, 0.1842, 0.1053],
    channel: [0.1, 0.85, 0.03, 0.01, 0.01],
    merchantCategory: [
      0.35, 0.2, 0.15, 0.06, 0.05, 0.05, 0.04, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01, 0.005, 0.003,
      0.002,
    ],
    country: [0.98, 0.018, 0.002],
    newDevice: 0.01, proxy: 0.005,
    transactionsInDay: NegativeBinomial(mean: 2.2, size: 2),
    transactionsInWeek: NegativeBinomial(mean: 13, size: 3),
    declinesInDay: NegativeBinomial(mean: 0.01, size: 0.3),
    terminalRisk: ZeroInflated(zero: 0.98, LogNormal(-4.5, 0.8)))

  static let ecom = TransactionComponent(
    name: "ecom", weight: 0.2,
    amount: LogNormal(3.6376, 1.05),
    amountRatio: LogNormal(-0.1, 0.9),
    distance: LogNormal(5, 1.6),
    minutesSincePrevious: LogNormal(7, 1.5),
    cardAge: LogNormal(6.6, 0.7),
    merchantAge: LogNormal(6.9, 0.9),
    hour: HourLaw(peak: 20, concentration: 1.0, uniform: 0.05),
    weekday: [0.1446, 0.1446, 0.1446, 0.1446, 0.1325, 0.1325, 0.1566],
    channel: [0.02, 0.02, 0.92, 0.01, 0.03],
    merchantCategory: [
      0.03, 0.04, 0.04, 0.06, 0.1, 0.12, 0.14, 0.1, 0.08, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01,
    ],
    country: [0.7, 0.24, 0.06],
    newDevice: 0.06, proxy: 0.03,
    transactionsInDay: NegativeBinomial(mean: 1, size: 1.5),
    transactionsInWeek: NegativeBinomial(mean: 6, size: 2),
    declinesInDay: NegativeBinomial(mean: 0.06, size: 0.3),
    terminalRisk: ZeroInflated(zero: 0.95, LogNormal(-4.2, 0.8)))

  static let travel = TransactionComponent(
    name: "travel", weight: 0.1,
    amount: LogNormal(4.0073, 1.1),
    amountRatio: LogNormal(0.15, 0.9),
    distance: LogNormal(5.6, 1.4),
    minutesSincePrevious: LogNormal(6, 1.5),
    cardAge: LogNormal(6.7, 0.7),
    merchantAge: LogNormal(7.2, 0.9),
    hour: HourLaw(peak: 15, concentration: 0.8, uniform: 0.08),
    weekday: [0.1111, 0.1111, 0.1111, 0.1358, 0.1852, 0.1852, 0.1605],
    channel: [0.45, 0.2, 0.2, 0.14, 0.01],
    merchantCategory: [
      0.08, 0.14, 0.1, 0.18, 0.16, 0.1, 0.04, 0.04, 0.04, 0.03, 0.03, 0.02, 0.02, 0.01, 0.006,
      0.004,
    ],
    country: [0.2, 0.55, 0.25],
    newDevice: 0.1, proxy: 0.06,
    transactionsInDay: NegativeBinomial(mean: 2.5, size: 2),
    transactionsInWeek: NegativeBinomial(mean: 9, size: 2),
    declinesInDay: NegativeBinomial(mean: 0.1, size: 0.3),
    terminalRisk: ZeroInflated(zero: 0.96, LogNormal(-4.2, 0.8)))

  static let business = TransactionComponent(
    name: "business", weight: 0.1,
    amount: LogNormal(4.3175, 1.1),
    amountRatio: LogNormal(0, 0.9),
    distance: LogNormal(2.6, 1.5),
    minutesSincePrevious: LogNormal(6.2, 1.4),
    cardAge: LogNormal(6.7, 0.7),
    merchantAge: LogNormal(7.3, 0.9),
    hour: HourLaw(peak: 12, concentration: 1.6, uniform: 0.03),
    weekday: [0.1818, 0.1948, 0.1948, 0.1818, 0.1558, 0.0519, 0.039],
    channel: [0.5, 0.15, 0.25, 0.05, 0.05],
    merchantCategory: [
      0.05, 0.08, 0.08, 0.12, 0.14, 0.1, 0.1, 0.1, 0.08, 0.05, 0.04, 0.02, 0.02, 0.01, 0.006, 0.004,
    ],
    country: [0.8, 0.15, 0.05],
    newDevice: 0.04, proxy: 0.05,
    transactionsInDay: NegativeBinomial(mean: 2, size: 2),
    transactionsInWeek: NegativeBinomial(mean: 11, size: 3),
    declinesInDay: NegativeBinomial(mean: 0.04, size: 0.3),
    terminalRisk: ZeroInflated(zero: 0.97, LogNormal(-4.4, 0.8)))

  static let micro = TransactionComponent(
    name: "micro", weight: 0.08,
    amount: LogNormal(1.5041, 0.8),
    amountRatio: LogNormal(-0.6, 0.8),
    distance: LogNormal(4.5, 1.8),
    minutesSincePrevious: LogNormal(6, 1.8),
    cardAge: LogNormal(6.4, 0.7),
    merchantAge: LogNormal(6.6, 0.9),
    hour: HourLaw(peak: 21, concentration: 0.6, uniform: 0.15),
    weekday: [0.1429, 0.1429, 0.1429, 0.1429, 0.1429, 0.1429, 0.1429],
    channel: [0.03, 0.15, 0.8, 0.01, 0.01],
    merchantCategory: [
      0.02, 0.03, 0.02, 0.02, 0.03, 0.05, 0.1, 0.14, 0.18, 0.16, 0.1, 0.08, 0.04, 0.01, 0.01, 0.01,
    ],
    country: [0.6, 0.3, 0.1],
    newDevice: 0.05, proxy: 0.04,
    transactionsInDay: NegativeBinomial(mean: 2.5, size: 1),
    transactionsInWeek: NegativeBinomial(mean: 9, size: 1.2),
    declinesInDay: NegativeBinomial(mean: 0.06, size: 0.3),
    terminalRisk: ZeroInflated(zero: 0.96, LogNormal(-4.2, 0.8)))
}
