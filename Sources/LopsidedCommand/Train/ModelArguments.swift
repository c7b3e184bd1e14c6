internal import ArgumentParser
internal import Experiments
internal import Losses
internal import Training

/// What is trained, and how, on the command line.
struct ModelArguments: ParsableArguments {
  @Option(help: "What is trained: logistic, mlp or trees.")
  var model: ModelName = .logistic

  @Option(help: "Widths of the hidden layers of an mlp, as 64,32.")
  var hidden: Widths = Widths(list: [64, 32])

  @Option(help: "The step size (default: 0.003, mlp 0.001, trees 0.1).")
  var learningRate: Double?

  @Option(help: "Passes over the training rows at most (default: 10).")
  var epochs: Int?

  @Option(help: "Rows a step (default: 4096, mlp 1024).")
  var batchSize: Int?

  @Option(help: "adam, or sgd with momentum (default: adam).")
  var optimizer: OptimizerName?

  @Option(help: "The momentum of sgd (default: 0.9).")
  var momentum: Double?

  @Option(
    help: """
      Epochs, or rounds of trees, without a better validation value before training stops \
      (default: 3, trees 30).
      """)
  var patience: Int?

  @Option(help: "L2 penalty: adds l2/2 · ‖w‖² to the mean loss, biases excluded.")
  var l2: Double = 0

  @Option(help: "Rounds of trees at most (default: 300).")
  var rounds: Int?

  @Option(help: "Splits between the root and a leaf of a tree at most (default: 6).")
  var depth: Int?

  @Flag(help: "Train logistic regression to the minimum of its mean loss over all training rows.")
  var toConvergence = false

  @Option(help: "The way to the minimum: newton or lbfgs (default: by the number of inputs).")
  var solver: SolverName?

  @Option(help: "The largest component of the gradient at the minimum (default: 1e-8).")
  var tolerance: Double?

  @Option(help: "Steps to the minimum at most (default: 1000).")
  var iterations: Int?

  enum ModelName: String, ExpressibleByArgument, CaseIterable {
    case logistic
    case mlp
    case trees
  }

  enum SolverName: String, ExpressibleByArgument, CaseIterable {
    case newton
    case lbfgs

    var solver: ConvergenceSettings.Solver {
      switch self {
      case .newton: .newton
      case .lbfgs: .lbfgs
      }
    }
  }

  enum OptimizerName: String, ExpressibleByArgument, CaseIterable {
    case adam
    case sgd
  }

  /// Whole numbers between commas.
  struct Widths: ExpressibleByArgument {
    let list: [Int]

    init(list: [Int]) { self.list = list }

    init?(argument: String) {
      let words = argument.split(separator: ",", omittingEmptySubsequences: false)
      list = words.compactMap { Int($0.trimmingPrefix(" ")) }
      guard list.count == words.count, list.allSatisfy({ (1...65536).contains($0) }) else {
        return nil
      }
    }

    var defaultValueDescription: String { list.map { "\($0)" }.joined(separator: ",") }
  }

  /// A model, how it is trained, and what would be tuned.
  struct Choice {
    let kind: SuiteModel.Kind
    let method: SuiteModel.Method
    let tuned: TunedSetting
  }

  /// Refuses what does not go together.
  func check() throws {
    guard l2 >= 0, l2.isFinite else {
      throw ValidationError("--l2 is \(l2); it must be a finite number of at least 0.")
    }
    let stepOptions = [
      ("--learning-rate", learningRate != nil), ("--epochs", epochs != nil),
      ("--batch-size", batchSize != nil), ("--optimizer", optimizer != nil),
      ("--momentum", momentum != nil), ("--patience", patience != nil),
    ]
    let solverOptions = [
      ("--solver", solver != nil), ("--tolerance", tolerance != nil),
      ("--iterations", iterations != nil),
    ]
    if toConvergence {
      guard model == .logistic else {
        throw ValidationError(
          "--to-convergence goes with --model logistic; \(model.rawValue) is trained by steps on "
            + "batches.")
      }
      if let option = stepOptions.first(where: \.1) {
        throw ValidationError(
          "\(option.0) is for training by steps on batches; leave it out beside --to-convergence.")
      }
    } else if model == .trees {
      let others = stepOptions.filter { !["--learning-rate", "--patience"].contains($0.0) }
      if let option = (others + [("--l2", l2 > 0)] + solverOptions).first(where: \.1) {
        throw ValidationError("\(option.0) does not go with --model trees.")
      }
    } else if let option = solverOptions.first(where: \.1) {
      throw ValidationError("\(option.0) goes with --to-convergence.")
    }
    if model != .trees,
      let option = [("--rounds", rounds), ("--depth", depth)].first(where: { $0.1 != nil })
    {
      throw ValidationError("\(option.0) goes with --model trees.")
    }
    guard momentum == nil || optimizer == .sgd else {
      throw ValidationError("--momentum goes with --optimizer sgd; adam has its own.")
    }
    if let learningRate, !(learningRate > 0 && learningRate <= 3e38) {
      throw ValidationError("--learning-rate is \(learningRate); it must be above 0.")
    }
  }

  /// The model, with the defaults of suites.
  func choice(for loss: any Loss) throws -> Choice {
    if toConvergence {
      let standard = ConvergenceSettings()
      let settings = ConvergenceSettings(
        solver: solver?.solver, tolerance: tolerance ?? standard.tolerance,
        maximumIterations: iterations ?? standard.maximumIterations)
      try settings.validate()
      return Choice(
        kind: .logistic,
        method: .convergence(
          ConvergenceMethod(settings: settings, penalties: [l2], defaultPenalty: l2)),
        tuned: .l2(l2))
    }
    if model == .trees {
      var settings = TreeSettings()
      settings.maximumRounds = rounds ?? settings.maximumRounds
      settings.depth = depth ?? settings.depth
      settings.patience = patience ?? settings.patience
      try settings.validate()
      return Choice(
        kind: .trees, method: .trees(TreeMethod(settings: settings)),
        tuned: .learningRate(learningRate ?? 0.1))
    }
    let hasLayers = model == .mlp
    let settings = TrainerSettings(
      optimizer: optimizer == .sgd ? .sgd(momentum: Float(momentum ?? 0.9)) : .adam(),
      batchSize: batchSize ?? (hasLayers ? 1024 : 4096), maximumEpochs: epochs ?? 10,
      patience: patience ?? 3, l2: Float(l2))
    try settings.validate()
    return Choice(
      kind: hasLayers ? .mlp : .logistic,
      method: .network(
        NetworkMethod(
          architecture: hasLayers ? Architecture(hidden: hidden.list) : .logistic,
          training: settings)),
      tuned: .learningRate(learningRate ?? (hasLayers ? 0.001 : 0.003)))
  }
}
