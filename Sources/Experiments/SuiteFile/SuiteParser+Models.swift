internal import Training
internal import Yams

extension SuiteParser {
  private static let sharedModelKeys = ["name", "id", "learning-rates", "default-learning-rate"]

  /// The keys that go with a kind of model, besides those that go with all.
  private static func keys(of kind: SuiteModel.Kind) -> [String] {
    switch kind {
    case .logistic: keysOfNetwork + ["solver"] + keysOfConvergence
    case .mlp: ["hidden", "dropout"] + keysOfNetwork
    case .trees: keysOfTrees
    }
  }

  func models(_ map: SuiteMapping) throws(SuiteError) -> [SuiteModel] {
    guard let nodes = try map.list("models") else {
      throw .missingKey(place: map.place, key: "models", meaning: "the models to train")
    }
    var models: [SuiteModel] = []
    for node in nodes { models.append(try model(node)) }
    try checkUnique(models.map(\.id), "models", map)
    return models
  }

  private func model(_ node: Node) throws(SuiteError) -> SuiteModel {
    let kinds = SuiteModel.Kind.allCases
    var keys = Self.sharedModelKeys
    for key in kinds.flatMap(Self.keys) where !keys.contains(key) { keys.append(key) }
    let map = try SuiteMapping(
      node.scalar == nil ? node : Node([(Node("name"), node)]), file: path, what: "model",
      keys: keys)
    guard
      let kind = try map.word("name", among: kinds.map(\.rawValue)).flatMap(SuiteModel.Kind.init)
    else {
      throw .missingKey(
        place: map.place, key: "name",
        meaning: "the kind of model: \(kinds.map(\.rawValue).joined(separator: ", "))")
    }
    try refuseKeysOfOthers(kind, map)
    let id = try map.string("id") ?? kind.rawValue
    try checkIdentifier(id, "id", map.place(of: "id"))
    switch kind {
    case .logistic:
      if let model = try convergence(id: id, map) { return model }
      return try network(kind, id: id, map)
    case .mlp: return try network(kind, id: id, map)
    case .trees: return try trees(id: id, map)
    }
  }

  /// Refuses keys that go with other kinds of models alone.
  private func refuseKeysOfOthers(
    _ kind: SuiteModel.Kind, _ map: SuiteMapping
  ) throws(SuiteError) {
    let own = Self.keys(of: kind)
    for other in SuiteModel.Kind.allCases {
      for key in Self.keys(of: other) where !own.contains(key) && map[key] != nil {
        let owners = SuiteModel.Kind.allCases.filter { Self.keys(of: $0).contains(key) }
        throw .unusable(
          place: map.place(of: key),
          reason: """
            "\(key)" belongs to the model \(owners.map(\.rawValue).joined(separator: " or ")), \
            and \(kind.rawValue) does not have it. Valid: \
            \((Self.sharedModelKeys + own).joined(separator: ", "))
            """)
      }
    }
  }

  /// The learning rates that tuning may use, and the default one.
  func learningRates(
    _ map: SuiteMapping, fallback: [Double]
  ) throws(SuiteError) -> (all: [Double], start: Double) {
    let rates =
      try map.numbers("learning-rates", valid: "a number from 1e-30 to 3e38") {
        (1e-30...3e38).contains($0)
      } ?? fallback
    let listed = rates.map { "\($0)" }.joined(separator: ", ")
    guard zip(rates, rates.dropFirst()).allSatisfy(<) else {
      throw .badValue(
        place: map.place(of: "learning-rates"), key: "learning-rates", value: "[\(listed)]",
        valid: "in ascending order")
    }
    let start = try map.number(
      "default-learning-rate", valid: "one of the learning rates \(listed)", where: rates.contains)
    return (rates, start ?? rates[(rates.count - 1) / 2])
  }
}

// MARK: - Networks

extension SuiteParser {
  static let keysOfNetwork = [
    "optimizer", "momentum", "batch-size", "epochs", "patience",
    "evaluation-interval", "l2", "weight-decay", "schedule", "sampling", "minimum-positives",
    "start",
  ]

  private func network(
    _ kind: SuiteModel.Kind, id: String, _ map: SuiteMapping
  ) throws(SuiteError) -> SuiteModel {
    let hasLayers = kind == .mlp
    let rates = try learningRates(
      map, fallback: hasLayers ? [0.0003, 0.001, 0.003, 0.01] : [0.001, 0.003, 0.01, 0.03])
    let batchSize = try map.integer("batch-size", in: 1...1_000_000) ?? (hasLayers ? 1024 : 4096)
    let training = TrainerSettings(
      optimizer: try optimizer(map), batchSize: batchSize,
      maximumEpochs: try map.integer("epochs", in: 1...100_000) ?? 10,
      patience: try map.integer("patience", in: 1...100_000) ?? 3,
      evaluationInterval: try map.integer("evaluation-interval", in: 1...100_000) ?? 1,
      l2: Float(
        try map.number("l2", valid: "a number from 0 to 1e30", where: (0...1e30).contains) ?? 0),
      weightDecay: Float(
        try map.number("weight-decay", valid: "a number from 0 to 1e6", where: (0...1e6).contains)
          ?? 0),
      dropout: Float(
        try map.number("dropout", valid: "a number from 0 to 0.99", where: (0...0.99).contains)
          ?? 0),
      schedule: try map.word("schedule", among: LearningRateSchedule.allCases.map(\.rawValue))
        .flatMap(LearningRateSchedule.init) ?? .constant,
      sampling: try sampling(map, batchSize: batchSize),
      start: try map.word("start", among: StartingLevel.allCases.map(\.rawValue))
        .flatMap(StartingLevel.init) ?? .optimal)
    let architecture = hasLayers ? Architecture(hidden: try widths(map)) : .logistic
    return SuiteModel(
      id: id, kind: kind,
      method: .network(NetworkMethod(architecture: architecture, training: training)),
      learningRates: rates.all, defaultLearningRate: rates.start)
  }

  private func widths(_ map: SuiteMapping) throws(SuiteError) -> [Int] {
    let widths = try map.numbers(
      "hidden", valid: "a whole number from 1 to 65536"
    ) { (1...65536).contains($0) && $0 == $0.rounded() }
    return widths?.map { Int($0) } ?? [64, 32]
  }

  private func sampling(
    _ map: SuiteMapping, batchSize: Int
  ) throws(SuiteError) -> BatchSampling {
    let name = try map.word("sampling", among: ["uniform", "stratified", "class-balanced"])
    let minimum = try map.integer("minimum-positives", in: 1...batchSize)
    if let minimum, name != "stratified" {
      throw .unusable(
        place: map.place(of: "minimum-positives"),
        reason: """
          "minimum-positives: \(minimum)" belongs to "sampling: stratified"; \
          \(name ?? "uniform") batches have no such number.
          """)
    }
    switch name {
    case "stratified": return .stratified(minimumPositives: minimum ?? 1)
    case "class-balanced":
      guard batchSize >= 2 else {
        throw .badValue(
          place: map.place(of: "batch-size"), key: "batch-size", value: "\(batchSize)",
          valid: "at least 2 with class-balanced batches")
      }
      return .classBalanced
    default: return .uniform
    }
  }

  private func optimizer(_ map: SuiteMapping) throws(SuiteError) -> Optimizer {
    let name = try map.word("optimizer", among: ["adam", "sgd"]) ?? "adam"
    let momentum = try map.number(
      "momentum", valid: "at least 0 and at most 0.999999", where: (0...0.999999).contains)
    guard name == "sgd" else {
      guard momentum == nil else {
        throw .unusable(
          place: map.place(of: "momentum"),
          reason: "\"momentum\" belongs to the optimizer sgd; adam has its own.")
      }
      return .adam()
    }
    return .sgd(momentum: Float(momentum ?? 0.9))
  }
}
