/// The columns of a card payment: six log-normal, ten with levels or counts, the terminal's risk,
/// and four of noise.
enum TransactionColumns {
  static var width: Int { 21 }
  /// The amount's place.
  static var amount: Int { 0 }
  /// Log-normal columns, which come first.
  static var logNormals: Int { 6 }
  /// Places of columns with levels or counts: 6 …; the terminal's risk, zero or not, is the last.
  static var levelColumns: Int { 11 }
  /// The terminal's risk: its place among the columns.
  static var terminalRisk: Int { 16 }
  /// The first of four columns of noise.
  static var noise: Int { 17 }
  /// Places of a new device and of a proxy, which are missing together or not at all.
  static var newDevice: Int { 11 }
  static var proxy: Int { 12 }

  /// Levels of each column that has them. The last level of a count stands for greater ones too.
  static let levelCounts = [24, 7, 5, 16, 3, 2, 2, 64, 128, 32, 2]

  static let all = [
    FeatureColumn("amount"),
    FeatureColumn("amount_ratio_30d"),
    FeatureColumn("distance_km"),
    FeatureColumn("minutes_since_prev"),
    FeatureColumn("card_age_days"),
    FeatureColumn("merchant_age_days"),
    FeatureColumn("hour", .categorical(levels: (0..<24).map { "\($0)" })),
    FeatureColumn(
      "weekday", .categorical(levels: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
    FeatureColumn(
      "channel", .categorical(levels: ["pos_chip", "contactless", "ecom", "atm", "moto"])),
    FeatureColumn("mcc", .categorical(levels: merchantCategories)),
    FeatureColumn("country", .categorical(levels: ["home", "region", "other"])),
    FeatureColumn("device_new", .categorical(levels: ["no", "yes"])),
    FeatureColumn("ip_proxy", .categorical(levels: ["no", "yes"])),
    FeatureColumn("tx_1d"),
    FeatureColumn("tx_7d"),
    FeatureColumn("declines_1d"),
    FeatureColumn("term_risk_7d"),
    FeatureColumn("noise_1"),
    FeatureColumn("noise_2"),
    FeatureColumn("noise_3"),
    FeatureColumn("noise_4"),
  ]

  /// Names that go with the shares; the law knows sixteen categories and no more.
  private static let merchantCategories = [
    "grocery", "restaurant", "fuel", "transport", "lodging", "clothing", "electronics",
    "subscription", "digital_goods", "games", "entertainment", "gift_card", "money_transfer",
    "jewellery", "crypto", "gambling",
  ]
}
