internal import Datasets
internal import Foundation
internal import Spelling
internal import Yams

extension SuiteParser {
  private static let datasetKeys =
    ["id", "title", "scenario", "file", "folder", "split", "encoding", "weights"]
    + keysOfScenario + keysOfFile + keysOfFolder
  static let keysOfScenario = ["preset", "parameters", "warp", "prevalence", "rows"]
  static let keysOfFile = [
    "format", "label", "positive", "delimiter", "labels", "names", "categorical", "drop", "keep",
    "time", "time-unit", "entity", "weight", "missing",
  ]
  private static let keysOfFolder = ["amount", "memory-mapped"]

  func datasets(_ map: SuiteMapping) throws(SuiteError) -> [SuiteDataset] {
    guard let nodes = try map.list("datasets") else {
      throw .missingKey(place: map.place, key: "datasets", meaning: "the data to train on")
    }
    var datasets: [SuiteDataset] = []
    for node in nodes { datasets.append(try dataset(node)) }
    try checkUnique(datasets.map(\.id), "datasets", map)
    return datasets
  }

  private func dataset(_ node: Node) throws(SuiteError) -> SuiteDataset {
    let map = try SuiteMapping(node, file: path, what: "dataset", keys: Self.datasetKeys)
    let kinds = ["scenario", "file", "folder"].filter { map[$0] != nil }
    guard kinds.count == 1 else {
      throw .unusable(
        place: map.place,
        reason: """
          a data set needs exactly one of \"scenario\", \"file\" and \"folder\", and this one has \
          \(kinds.isEmpty ? "none" : kinds.joined(separator: " and ")).
          """)
    }
    let (source, fallback): (SuiteDataset.Source, String)
    switch kinds[0] {
    case "scenario": (source, fallback) = try scenario(map)
    case "file": (source, fallback) = try file(map)
    default: (source, fallback) = try folder(map)
    }
    let id = try map.string("id") ?? Self.identifier(from: fallback)
    try checkIdentifier(id, "id", map.place(of: "id"))
    return SuiteDataset(
      id: id, title: try map.string("title"), source: source, encoding: try encoding(map),
      ignoresWeights: try map.word("weights", among: ["ignore"]) != nil,
      isMemoryMapped: try map.word("memory-mapped", among: ["true", "false"]).map { $0 == "true" },
      place: map.place)
  }

  private func scenario(
    _ map: SuiteMapping
  ) throws(SuiteError) -> (SuiteDataset.Source, String) {
    try refuse(
      Self.keysOfFile + Self.keysOfFolder + ["weights"], beside: "scenario", map)
    let names = ScenarioCatalogue.scenarios.map { $0.name }
    let name = try map.word("scenario", among: names) ?? ""
    let presets = ScenarioCatalogue.scenarios.first { $0.name == name }?.presets.map(\.name) ?? []
    let preset = try map.word("preset", among: presets)
    let prevalence =
      try map.number(
        "prevalence", valid: "a number from 1e-9 to 0.5", where: (1e-9...0.5).contains) ?? 0.001
    let parameters = try self.parameters(map)
    let scenario: any Scenario
    do {
      scenario = try ScenarioCatalogue.scenario(
        named: name, preset: preset, replacing: parameters, prevalence: prevalence)
    } catch {
      throw .unusable(
        place: map.place(of: map["parameters"] == nil ? "scenario" : "parameters"),
        reason: error.description)
    }
    let warp = try warp(map, for: scenario)
    let (rows, isOnDemand) = try rows(map, prevalence: prevalence)
    let (gapDays, labelDelayDays) = try daysBetweenParts(map)
    let source = SuiteDataset.Source.scenario(
      SuiteDataset.ScenarioDraw(
        name: name, preset: preset, parameters: parameters, warp: warp, prevalence: prevalence,
        rows: rows, isOnDemand: isOnDemand, gapDays: gapDays, labelDelayDays: labelDelayDays))
    return (source, preset.map { "\(name)-\($0)" } ?? name)
  }

  private func warp(
    _ map: SuiteMapping, for scenario: any Scenario
  ) throws(SuiteError) -> (any Warp)? {
    let names = WarpCatalogue.warps.map { $0.name }
    guard let name = try map.word("warp", among: names) else { return nil }
    do { return try WarpCatalogue.warp(named: name, for: scenario) } catch {
      throw .unusable(place: map.place(of: "warp"), reason: error.description)
    }
  }

  private func parameters(_ map: SuiteMapping) throws(SuiteError) -> [ScenarioParameter] {
    guard let node = map["parameters"] else { return [] }
    guard let mapping = node.mapping else {
      throw .badValue(
        place: map.place(of: "parameters"), key: "parameters", value: SuiteMapping.show(node),
        valid: "parameters by name, such as {separation: 1.2}")
    }
    let names = mapping.compactMap { $0.key.scalar?.string }
    let values = try SuiteMapping(node, file: path, what: "parameters", keys: names)
    var parameters: [ScenarioParameter] = []
    for name in names {
      if values[name]?.sequence == nil {
        let value = try values.number(
          name, valid: "a number, or a list of numbers", where: \.isFinite)
        parameters.append(ScenarioParameter(name: name, values: value.map { [$0] } ?? []))
      } else {
        let list = try values.numbers(name, valid: "a finite number", where: \.isFinite)
        parameters.append(ScenarioParameter(name: name, values: list ?? []))
      }
    }
    return parameters
  }

  private func rows(
    _ map: SuiteMapping, prevalence: Double
  ) throws(SuiteError) -> (SuiteDataset.Rows, isOnDemand: Bool) {
    guard let node = map["rows"] else {
      throw .missingKey(
        place: map.place, key: "rows", meaning: "how many rows training, validation, test have")
    }
    let parts = try SuiteMapping(
      node, file: path, what: "rows", keys: ["training", "validation", "test", "on-demand"])
    func rows(_ part: String) throws(SuiteError) -> Int {
      guard let value = try parts.integer(part, in: 2...4_000_000_000) else {
        throw .missingKey(place: parts.place, key: part, meaning: "the rows of the \(part) part")
      }
      let positives = Int((prevalence * Double(value)).rounded())
      guard positives >= 1, positives < value else {
        throw .badValue(
          place: parts.place(of: part), key: part, value: "\(value)",
          valid: "at least \(Int((0.5 / prevalence).rounded(.up))) rows, for one positive at "
            + "prevalence \(prevalence)")
      }
      return value
    }
    return (
      SuiteDataset.Rows(
        training: try rows("training"), validation: try rows("validation"), test: try rows("test")),
      try parts.word("on-demand", among: ["true", "false"]) == "true"
    )
  }

  private func folder(_ map: SuiteMapping) throws(SuiteError) -> (SuiteDataset.Source, String) {
    try refuse(Self.keysOfScenario + Self.keysOfFile, beside: "folder", map)
    let folder = resolve(try map.string("folder") ?? "")
    return (
      .folder(path: folder, split: try split(map), amount: try map.string("amount")),
      URL(filePath: folder).lastPathComponent
    )
  }

  /// A name with what an identifier cannot hold replaced.
  static func identifier(from name: String) -> String {
    let plain = String(
      name.map { character in
        character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
          ? character : "-"
      })
    let trimmed = plain.drop { "-.".contains($0) }
    return trimmed.isEmpty ? "data" : String(trimmed)
  }

  func refuse(
    _ keys: [String], beside kind: String, _ map: SuiteMapping
  ) throws(SuiteError) {
    for key in keys where map[key] != nil {
      throw .unusable(
        place: map.place(of: key), reason: "\"\(key)\" does not go with \"\(kind)\".")
    }
  }

  /// Paths in a suite file are relative to the file.
  func resolve(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder.appending(path: path).standardizedFileURL.relativePath
  }
}
