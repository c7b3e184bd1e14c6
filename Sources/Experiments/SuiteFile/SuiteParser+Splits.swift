internal import Datasets
internal import Yams

extension SuiteParser {
  private static let shares = ["training", "validation", "test"]
  private static let keysOfTime = ["gap-days", "label-delay-days", "origins"]
  private static let days = "a number of days, 0 or more"

  /// How imported rows are divided.
  func split(_ map: SuiteMapping) throws(SuiteError) -> SplitPlan {
    guard let node = map["split"] else { return .standard }
    let keys = try SuiteMapping(
      node, file: path, what: "split", keys: Self.shares + ["by", "duplicates"] + Self.keysOfTime)
    var plan = SplitPlan(fractions: try fractions(keys))
    let basis = try keys.word("by", among: SplitPlan.Basis.allCases.map(\.rawValue))
    plan.basis = basis.flatMap(SplitPlan.Basis.init) ?? .random
    if plan.basis != .time {
      for key in Self.keysOfTime where keys[key] != nil {
        throw .unusable(
          place: keys.place(of: key), reason: "\"\(key)\" goes with \"by: time\" alone.")
      }
    }
    let duplicates = try keys.word("duplicates", among: ["keep-together", "anywhere"])
    plan.keepsDuplicatesTogether = duplicates == "keep-together"
    guard plan.basis != .time || !plan.keepsDuplicatesTogether else {
      throw .unusable(
        place: keys.place(of: "duplicates"),
        reason: """
          \"duplicates: keep-together\" does not go with \"by: time\": a row that comes again \
          later belongs to its own time.
          """)
    }
    plan.gapDays =
      try keys.number("gap-days", valid: Self.days, where: Self.isDuration) ?? 0
    plan.labelDelayDays =
      try keys.number("label-delay-days", valid: Self.days, where: Self.isDuration) ?? 0
    plan.origins = try keys.integer("origins", in: 1...1000) ?? 1
    return plan
  }

  /// The days between the parts of a scenario whose rows have times.
  func daysBetweenParts(
    _ map: SuiteMapping
  ) throws(SuiteError) -> (gap: Double, labelDelay: Double) {
    guard let node = map["split"] else { return (0, 0) }
    let keys = try SuiteMapping(
      node, file: path, what: "split",
      keys: Self.shares + ["by", "duplicates"] + Self.keysOfTime)
    for key in Self.shares + ["by", "duplicates", "origins"] where keys[key] != nil {
      throw .unusable(
        place: keys.place(of: key),
        reason: """
          \"\(key)\" does not go with \"scenario\", whose parts are drawn and as long as \
          \"rows\" says. The split of a scenario whose rows have times may have \"gap-days\" and \
          \"label-delay-days\".
          """)
    }
    return (
      try keys.number("gap-days", valid: Self.days, where: Self.isDuration) ?? 0,
      try keys.number("label-delay-days", valid: Self.days, where: Self.isDuration) ?? 0
    )
  }

  private static func isDuration(_ days: Double) -> Bool { days >= 0 && days.isFinite }

  private func fractions(_ keys: SuiteMapping) throws(SuiteError) -> SplitFractions {
    guard Self.shares.contains(where: { keys[$0] != nil }) else { return .standard }
    func share(_ part: String) throws(SuiteError) -> Double {
      guard
        let value = try keys.number(
          part, valid: "a number above 0 and below 1", where: { $0 > 0 && $0 < 1 })
      else {
        throw .missingKey(place: keys.place, key: part, meaning: "the share of the \(part) part")
      }
      return value
    }
    do {
      return try SplitFractions(
        training: try share("training"), validation: try share("validation"),
        test: try share("test"))
    } catch let error as SplitError {
      throw .unusable(place: keys.place, reason: error.description)
    } catch {
      throw error as? SuiteError ?? .unusable(place: keys.place, reason: "\(error)")
    }
  }

  /// How features become the inputs of models.
  func encoding(_ map: SuiteMapping) throws(SuiteError) -> EncodingOptions {
    guard let node = map["encoding"] else { return .standard }
    let keys = try SuiteMapping(
      node, file: path, what: "encoding", keys: ["one-hot-limit", "hashed-columns", "log1p"])
    var options = EncodingOptions.standard
    if let limit = try keys.integer("one-hot-limit", in: EncodingOptions.oneHotLimits) {
      options.oneHotLimit = limit
    }
    if let count = try keys.integer("hashed-columns", in: EncodingOptions.hashedColumnCounts) {
      guard count & (count - 1) == 0 else {
        throw .badValue(
          place: keys.place(of: "hashed-columns"), key: "hashed-columns", value: "\(count)",
          valid: "a power of two, such as 64")
      }
      options.hashedColumns = count
    }
    options.logFeatures = try keys.strings("log1p") ?? []
    return options
  }
}
