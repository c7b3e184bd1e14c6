internal import Evaluation
internal import Foundation
internal import Losses
internal import Training
internal import Yams

/// Turns a suite file's YAML into a ``Suite``.
struct SuiteParser {
  let path: String
  let folder: URL
  let fileHash: String
  /// The losses that the suite may name.
  let catalogue: LossCatalogue

  static let keys = [
    "name", "title", "seed", "replicates", "configurations", "selection-metric", "reference",
    "practical-equivalence", "losses", "models", "datasets", "truth", "known-effects",
    "error-rates", "time-limit", "keep-scores",
  ]

  func suite(_ node: Node) throws(SuiteError) -> Suite {
    let map = try SuiteMapping(node, file: path, what: "suite", keys: Self.keys)
    let name = try name(node)
    let losses = try self.losses(map)
    let reference = try map.word("reference", among: losses.map(\.id)) ?? losses[0].id
    let configurations = try map.integer("configurations", in: 1...1000) ?? 4
    var suite = Suite(
      name: name,
      title: try map.string("title") ?? "Which loss function to train with",
      path: path, fileHash: fileHash,
      seed: UInt64(try map.integer("seed", in: 0...Int.max) ?? 1),
      replicates: try map.integer("replicates", in: 1...100_000) ?? 10,
      configurations: configurations,
      selectionMetric: try map.word(
        "selection-metric", among: SelectionMetric.keys) ?? MetricKey.averagePrecision,
      reference: reference,
      practicalEquivalence: try map.number(
        "practical-equivalence", valid: "a number from 0 to 1", where: (0...1).contains) ?? 0.01,
      losses: losses, models: try models(map), datasets: try datasets(map),
      truth: try truth(map))
    suite.reportsKnownEffects =
      try map.word("known-effects", among: ["true", "false"]) == "true"
    suite.errorRates = try errorRates(map, of: suite)
    suite.timeLimit = try map.number(
      "time-limit", valid: "seconds, a number above 0", where: { $0 > 0 && $0.isFinite })
    suite.keepsScores = try map.word("keep-scores", among: ["true", "false"]) == "true"
    try checkBudget(suite, map)
    return suite
  }

  /// The suite's name, whatever else stands in the file.
  func name(_ node: Node) throws(SuiteError) -> String {
    let map = try SuiteMapping(node, file: path, what: "suite", keys: Self.keys)
    let name = try map.string("name", meaning: "the name of the report's folder")
    try checkIdentifier(name, "name", map.place(of: "name"))
    return name
  }

  // MARK: - Losses

  private func losses(_ map: SuiteMapping) throws(SuiteError) -> [SuiteLoss] {
    guard let nodes = try map.list("losses") else {
      throw .missingKey(place: map.place, key: "losses", meaning: "the losses to compare")
    }
    var losses: [SuiteLoss] = []
    for node in nodes { losses.append(try loss(node)) }
    try checkUnique(losses.map(\.id), "losses", map)
    return losses
  }

  private func loss(_ node: Node) throws(SuiteError) -> SuiteLoss {
    let place = SuiteMapping.place(of: node, in: path)
    if let name = node.scalar?.string {
      return SuiteLoss(id: name, grid: try grid(of: name, fixed: [:], place: place))
    }
    let map = try SuiteMapping(
      node, file: path, what: "loss", keys: ["name", "id", "seed", "settings", "grid"])
    let name = try map.string("name", meaning: "the loss's name in the catalogue")
    let id = try map.string("id") ?? name
    try checkIdentifier(id, "id", map.place(of: "id"))
    let seed = try map.integer("seed", in: 0...Int.max).map { UInt64($0) }
    let fixed = try map["settings"].map { node throws(SuiteError) in
      try SuiteMapping.settings(node, key: "settings", file: path)
    }
    guard let points = try map.list("grid") else {
      return SuiteLoss(
        id: id, seed: seed, grid: try grid(of: name, fixed: fixed ?? [:], place: place))
    }
    var grid: [any Loss] = []
    for point in points {
      let settings = try SuiteMapping.settings(point, key: "grid", file: path)
      let place = SuiteMapping.place(of: point, in: path)
      let loss = try make(name, (fixed ?? [:]).merging(settings) { _, new in new }, place)
      guard !grid.contains(where: { $0.settings == loss.settings }) else {
        throw .unusable(
          place: place, reason: "this grid point stands in the grid of \(id) already.")
      }
      grid.append(loss)
    }
    return SuiteLoss(id: id, seed: seed, grid: grid)
  }

  /// The catalogue's own grid; with fixed settings, only the points that differ elsewhere.
  private func grid(
    of name: String, fixed: [String: Double], place: SourcePlace
  ) throws(SuiteError) -> [any Loss] {
    let profile = try make(name, fixed, place).profile
    var grid: [any Loss] = []
    var seen: Set<[String: Double]> = []
    for point in profile.tuningGrid {
      let loss = try make(name, point.merging(fixed) { _, new in new }, place)
      if seen.insert(loss.settings).inserted { grid.append(loss) }
    }
    return grid
  }

  private func make(
    _ name: String, _ settings: [String: Double], _ place: SourcePlace
  ) throws(SuiteError) -> any Loss {
    do { return try catalogue.make(name, settings: settings) } catch {
      var reason = "\(error)"
      if case .unknownLoss = error { reason += " A loss of a shared library needs --plugin FILE." }
      throw .unusable(place: place, reason: reason)
    }
  }

  // MARK: - Checks

  private func checkBudget(_ suite: Suite, _ map: SuiteMapping) throws(SuiteError) {
    for model in suite.models {
      for loss in suite.losses where model.tunesPenalties {
        guard !ConvergenceTrainer.accepts(loss.grid[0]) else { continue }
        throw .unusable(
          place: map.place(of: "models"),
          reason: """
            the loss \(loss.id) is no sum over single rows, so \(model.id) has no objective to \
            minimise over the whole training part. Leave the loss out, or take "solver: minibatch".
            """)
      }
      for loss in suite.losses
      where loss.grid.count * model.tunedFromDefault.count < suite.configurations {
        throw .unusable(
          place: map.place(of: "configurations"),
          reason: """
            every loss gets \(suite.configurations) configurations, but \(loss.id) has \
            \(loss.grid.count) settings × \(model.tunedFromDefault.count) \
            \(model.tunesPenalties ? "penalties" : "learning rates") of \(model.id). List more \
            \(model.tunesPenalties ? "l2s" : "learning-rates"), or ask for fewer configurations.
            """)
      }
    }
  }

  func checkUnique(_ names: [String], _ key: String, _ map: SuiteMapping) throws(SuiteError) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw .unusable(
        place: map.place(of: key),
        reason: "\"\(name)\" stands twice among the \(key); give each its own id.")
    }
  }

  func checkIdentifier(_ id: String, _ key: String, _ place: SourcePlace) throws(SuiteError) {
    let valid = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard valid, !id.hasPrefix("."), !id.isEmpty else {
      throw .badValue(
        place: place, key: key, value: "\"\(id)\"",
        valid: "letters, digits, \"-\", \"_\" and \".\", since it names files")
    }
  }
}
