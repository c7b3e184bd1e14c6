internal import Training

extension SuiteParser {
  static let keysOfConvergence = ["tolerance", "iterations", "l2s", "default-l2"]

  /// Logistic regression to convergence; `nil` where the solver is `minibatch`.
  func convergence(id: String, _ map: SuiteMapping) throws(SuiteError) -> SuiteModel? {
    let solvers = ConvergenceSettings.Solver.allCases.map(\.rawValue)
    let solver = try map.word("solver", among: ["minibatch", "convergence"] + solvers)
    guard let solver, solver != "minibatch" else {
      try refuse(
        Self.keysOfConvergence, map,
        because: "a solver that goes to the minimum: \(solvers.joined(separator: ", "))")
      return nil
    }
    try refuse(
      Self.keysOfNetwork.filter { $0 != "l2" } + ["learning-rates", "default-learning-rate"], map,
      because: "\"solver: minibatch\"")
    let penalties = try penalties(map)
    let standard = ConvergenceSettings()
    return SuiteModel(
      id: id, kind: .logistic,
      method: .convergence(
        ConvergenceMethod(
          settings: ConvergenceSettings(
            solver: ConvergenceSettings.Solver(rawValue: solver),
            tolerance: try map.number(
              "tolerance", valid: "a number above 0 and at most 1",
              where: { $0 > 0 && $0 <= 1 }) ?? standard.tolerance,
            maximumIterations: try map.integer("iterations", in: 1...1_000_000)
              ?? standard.maximumIterations),
          penalties: penalties.all, defaultPenalty: penalties.start)),
      learningRates: [], defaultLearningRate: 0)
  }

  private func refuse(
    _ keys: [String], _ map: SuiteMapping, because owner: String
  ) throws(SuiteError) {
    for key in keys where map[key] != nil {
      throw .unusable(place: map.place(of: key), reason: "\"\(key)\" goes with \(owner).")
    }
  }

  /// The penalties that tuning may use, and the default one.
  private func penalties(
    _ map: SuiteMapping
  ) throws(SuiteError) -> (all: [Double], start: Double) {
    func isValid(_ l2: Double) -> Bool { (0...1e30).contains(l2) }
    let single = try map.number("l2", valid: "a number from 0 to 1e30", where: isValid)
    let list = try map.numbers("l2s", valid: "a number from 0 to 1e30", where: isValid)
    if single != nil, list != nil {
      throw .unusable(
        place: map.place(of: "l2"),
        reason: "\"l2\" is one penalty and \"l2s\" are those to tune; give one of them.")
    }
    let all = list ?? single.map { [$0] } ?? [0, 1e-6, 1e-5, 1e-4]
    let listed = all.map { "\($0)" }.joined(separator: ", ")
    guard zip(all, all.dropFirst()).allSatisfy(<) else {
      throw .badValue(
        place: map.place(of: "l2s"), key: "l2s", value: "[\(listed)]", valid: "in ascending order")
    }
    let start = try map.number(
      "default-l2", valid: "one of the penalties \(listed)", where: all.contains)
    return (all, start ?? all[0])
  }
}
