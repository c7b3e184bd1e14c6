internal import Training

extension SuiteParser {
  static let keysOfTrees = [
    "rounds", "depth", "min-child-weight", "lambda", "gamma", "max-delta-step", "bins", "subsample",
    "colsample", "patience", "evaluation-interval",
  ]

  /// Gradient-boosted trees.
  func trees(id: String, _ map: SuiteMapping) throws(SuiteError) -> SuiteModel {
    let standard = TreeSettings()
    func penalty(_ key: String) throws(SuiteError) -> Double? {
      try map.number(key, valid: "a number from 0 to 1e30", where: (0...1e30).contains)
    }
    func share(_ key: String) throws(SuiteError) -> Double? {
      try map.number(key, valid: "a number above 0 and at most 1") { $0 > 0 && $0 <= 1 }
    }
    let rates = try learningRates(map, fallback: [0.05, 0.1, 0.2, 0.4])
    let settings = TreeSettings(
      maximumRounds: try map.integer("rounds", in: TreeSettings.rounds)
        ?? standard.maximumRounds,
      depth: try map.integer("depth", in: TreeSettings.depths) ?? standard.depth,
      minimumChildWeight: try penalty("min-child-weight") ?? standard.minimumChildWeight,
      lambda: try penalty("lambda") ?? standard.lambda,
      gamma: try penalty("gamma") ?? standard.gamma,
      maximumStep: try penalty("max-delta-step") ?? standard.maximumStep,
      bins: try map.integer("bins", in: TreeSettings.binCounts) ?? standard.bins,
      rowShare: try share("subsample") ?? standard.rowShare,
      columnShare: try share("colsample") ?? standard.columnShare,
      patience: try map.integer("patience", in: TreeSettings.rounds) ?? standard.patience,
      evaluationInterval: try map.integer("evaluation-interval", in: TreeSettings.rounds)
        ?? standard.evaluationInterval)
    return SuiteModel(
      id: id, kind: .trees, method: .trees(TreeMethod(settings: settings)),
      learningRates: rates.all, defaultLearningRate: rates.start)
  }
}
