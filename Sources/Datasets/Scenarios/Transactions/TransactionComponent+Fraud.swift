extension TransactionComponent {
  /// The typologies of fraud, each with the segment it hides in.
  ///
  /// `scripted` is a tight cloud within its segment; `mimic` is its segment but for a little, and
  /// stays as it is at any difficulty.
  static let typologies: [(fraud: TransactionComponent, host: TransactionComponent)] = [
    (cardTesting, micro), (cnpTakeover, ecom), (scripted, ecom), (counterfeit, travel),
    (badTerminal, daily), (mimic, ecom),
  ]

  static let cardTesting = TransactionComponent(
    name: "card_testing", weight: 0.2,
    amount: LogNormal(0.47, 0.7),
    amountRatio: LogNormal(-2.2, 1),
    distance: LogNormal(5.8, 1.6),
    minutesSincePrevious: LogNormal(2.6, 1.3),
    cardAge: LogNormal(6.3, 0.7),
    merchantAge: LogNormal(6.1, 0.9),
    hour: HourLaw(peak: 3, concentration: 0.8, uniform: 0.2),
    weekday: [0.1429, 0.1429, 0.1429, 0.1429, 0.1429, 0.1429, 0.1429],
    channel: [0.005, 0.005, 0.93, 0.01, 0.05],
    merchantCategory: [
      0.01, 0.01, 0.01, 0.01, 0.02, 0.03, 0.06, 0.1, 0.14, 0.14, 0.1, 0.12, 0.12, 0.05, 0.04, 0.04,
    ],
    country: [0.4, 0.35, 0.25],
    newDevice: 0.65, proxy: 0.3,
    transactionsInDay: NegativeBinomial(mean: 9, size: 1.5),
    transactionsInWeek: NegativeBinomial(mean: 11, size: 1.5),
    declinesInDay: NegativeBinomial(mean: 1.6, size: 0.6),
    terminalRisk: ZeroInflated(zero: 0.75, LogNormal(-3.4, 0.8)))

  static let cnpTakeover = TransactionComponent(
    name: "cnp_takeover", weight: 0.22,
    amount: LogNormal(5.1059, 1),
    amountRatio: LogNormal(1.25, 1),
    distance: LogNormal(5.8, 1.6),
    minutesSincePrevious: LogNormal(4.4, 1.6),
    cardAge: LogNormal(6.4, 0.7),
    merchantAge: LogNormal(5.9, 0.9),
    hour: HourLaw(peak: 1, concentration: 0.5, uniform: 0.35),
    weekday: [0.1325, 0.1325, 0.1325, 0.1446, 0.1566, 0.1566, 0.1446],
    channel: [0.005, 0.005, 0.9, 0.01, 0.08],
    merchantCategory: [
      0.01, 0.01, 0.01, 0.02, 0.04, 0.08, 0.14, 0.08, 0.06, 0.06, 0.06, 0.08, 0.1, 0.12, 0.08, 0.05,
    ],
    country: [0.45, 0.35, 0.2],
    newDevice: 0.6, proxy: 0.3,
    transactionsInDay: NegativeBinomial(mean: 3.5, size: 1.2),
    transactionsInWeek: NegativeBinomial(mean: 8, size: 1.5),
    declinesInDay: NegativeBinomial(mean: 0.7, size: 0.4),
    terminalRisk: ZeroInflated(zero: 0.8, LogNormal(-3.6, 0.8)))

  static let scripted = TransactionComponent(
    name: "scripted", weight: 0.23,
    amount: LogNormal(3.7, 0.1),
    amountRatio: LogNormal(0, 0.12),
    distance: LogNormal(5, 0.25),
    minutesSincePrevious: LogNormal(5.6, 0.25),
    cardAge: LogNormal(6.6, 0.7),
    merchantAge: LogNormal(6.8, 0.15),
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

  static let counterfeit = TransactionComponent(
    name: "counterfeit", weight: 0.1,
    amount: LogNormal(5.0106, 0.9),
    amountRatio: LogNormal(1, 0.9),
    distance: LogNormal(6.4, 1.3),
    minutesSincePrevious: LogNormal(4.2, 1.5),
    cardAge: LogNormal(6.6, 0.7),
    merchantAge: LogNormal(7, 0.9),
    hour: HourLaw(peak: 14, concentration: 0.5, uniform: 0.2),
    weekday: [0.1429, 0.1429, 0.1429, 0.1429, 0.1429, 0.1429, 0.1429],
    channel: [0.4, 0.03, 0.05, 0.5, 0.02],
    merchantCategory: [
      0.04, 0.04, 0.06, 0.06, 0.08, 0.12, 0.2, 0.06, 0.04, 0.04, 0.04, 0.04, 0.06, 0.06, 0.04, 0.02,
    ],
    country: [0.1, 0.4, 0.5],
    newDevice: 0.05, proxy: 0.02,
    transactionsInDay: NegativeBinomial(mean: 4, size: 1.5),
    transactionsInWeek: NegativeBinomial(mean: 11, size: 2),
    declinesInDay: NegativeBinomial(mean: 0.6, size: 0.4),
    terminalRisk: ZeroInflated(zero: 0.85, LogNormal(-3.6, 0.8)))

  static let badTerminal = TransactionComponent(
    name: "bad_terminal", weight: 0.13,
    amount: LogNormal(3.5835, 0.95),
    amountRatio: LogNormal(0, 0.8),
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
    terminalRisk: ZeroInflated(zero: 0.05, LogNormal(-2.4, 0.8)))

  static let mimic = TransactionComponent(
    name: "mimic", weight: 0.12,
    amount: LogNormal(3.8712, 1.05),
    amountRatio: LogNormal(0.15, 0.9),
    distance: LogNormal(5, 1.6),
    minutesSincePrevious: LogNormal(6.9, 1.5),
    cardAge: LogNormal(6.5, 0.7),
    merchantAge: LogNormal(6.8, 0.9),
    hour: HourLaw(peak: 20, concentration: 1.0, uniform: 0.05),
    weekday: [0.1446, 0.1446, 0.1446, 0.1446, 0.1325, 0.1325, 0.1566],
    channel: [0.02, 0.02, 0.92, 0.01, 0.03],
    merchantCategory: [
      0.03, 0.04, 0.04, 0.06, 0.1, 0.12, 0.14, 0.1, 0.08, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01,
    ],
    country: [0.7, 0.24, 0.06],
    newDevice: 0.08, proxy: 0.04,
    transactionsInDay: NegativeBinomial(mean: 1.1, size: 1.5),
    transactionsInWeek: NegativeBinomial(mean: 6, size: 2),
    declinesInDay: NegativeBinomial(mean: 0.06, size: 0.3),
    terminalRisk: ZeroInflated(zero: 0.93, LogNormal(-4, 0.8)))
}
