internal import Losses

/// One learner on its way to the minimum: says what it wants to know next, and takes the answer in.
final class ConvergenceLearner {
  /// What the learner does with the next evaluation.
  private enum Phase {
    /// It begins there, or begins anew with other second derivatives or in double precision.
    case arrive
    /// It tries a step.
    case search
    /// It takes value and gradient in double precision, because it seems to be done.
    case verify
  }

  let loss: any Loss
  let l2: Double
  private let settings: ConvergenceSettings
  private let solver: ConvergenceSettings.Solver
  private let hasInfiniteMinimum: Bool

  /// What it wants to know; nil when it is done.
  private(set) var request: EvaluationRequest?
  /// Why the loss could not be evaluated.
  private(set) var fault: String?
  private let start: Double
  private(set) var steps: [Convergence.Step] = []
  private(set) var point: [Double]

  private var method: any DescentMethod
  private var phase = Phase.arrive
  private var end: Convergence.End?
  private var isExact = false
  private var value = Double.infinity
  private var gradient: [Double] = []
  private var direction: [Double] = []
  private var search: LineSearch?
  private var contraction = 1.0
  private var iterations = 0
  private var passes = 0
  /// Rows on the wrong side of zero at ``point``; nil where that is not known.
  private var wrongRows: Int?
  private var leastNorm = Double.infinity
  private var idleSteps = 0

  /// A learner at the constant that is the loss's best.
  init(
    _ configuration: LearnerConfiguration, inputs: Int, settings: ConvergenceSettings,
    context: LossContext
  ) {
    loss = configuration.loss.prepared(for: context)
    l2 = configuration.l2
    self.settings = settings
    solver = settings.solver(inputs: inputs)
    let order = inputs + 1
    switch solver {
    case .newton:
      method = NewtonMethod(order: order, isConvex: loss.profile.properties.isConvex)
    case .lbfgs: method = LimitedMemoryBFGS()
    }
    point = [Double](repeating: 0, count: order)
    start = Double(Float(loss.optimalConstant(in: context) ?? context.priorLogit))
    point[inputs] = start
    hasInfiniteMinimum = loss.fallsForever(in: context)
    request = EvaluationRequest(
      point: point, curvature: method.curvature(isExact: false, contraction: 1), isExact: false)
  }

  /// Ends the learner because its loss cannot be evaluated.
  func fail(_ reason: String) {
    fault = reason
    request = nil
  }

  /// Takes in what was asked for.
  func receive(_ answer: ObjectiveEvaluation) {
    guard let asked = request else { return }
    var answer = answer
    answer.add(l2: l2, at: asked.point)
    passes += 1
    switch phase {
    case .arrive: arrive(answer, asked)
    case .search: judge(answer, asked)
    case .verify:
      value = answer.value
      gradient = answer.gradient
      wrongRows = answer.wrongRows
      isExact = true
      if end == nil, norm > settings.tolerance {
        contraction = 0
        proceed()
      } else {
        finish()
      }
    }
  }

  /// The outcome; nil unless the learner is done and had a loss that could be evaluated.
  var convergence: Convergence? {
    guard let end, fault == nil else { return nil }
    return Convergence(
      solver: solver, end: end, tolerance: settings.tolerance, l2: l2, iterations: iterations,
      passes: passes, objective: value, gradientNorm: norm,
      gradientLength: dot(gradient, gradient).squareRoot(), parameters: point, steps: steps,
      start: start)
  }

  /// The largest component of the gradient.
  private var norm: Double { gradient.reduce(0) { max($0, abs($1)) } }

  /// Differences of the objective that may be rounding.
  private var noise: Double { (isExact ? 1e-13 : 1e-6) * abs(value) }

  private func arrive(_ answer: ObjectiveEvaluation, _ asked: EvaluationRequest) {
    guard answer.isFinite else {
      return fail(
        "The loss '\(loss.profile.name)' or its gradient is not finite where training starts.")
    }
    value = answer.value
    gradient = answer.gradient
    wrongRows = answer.wrongRows
    if iterations == 0 {
      steps = [Convergence.Step(iteration: 0, objective: value, gradientNorm: norm)]
    }
    if let wanted = method.learn(answer.curvature, as: asked.curvature) {
      request?.curvature = wanted
      return
    }
    proceed()
  }

  /// Chooses the next direction, or sees that there is no need of one.
  private func proceed() {
    if norm <= settings.tolerance { return isExact ? finish() : verify() }
    if iterations >= settings.maximumIterations { return stop(.iterationLimit) }
    direction = method.direction(gradient: gradient)
    var slope = dot(gradient, direction)
    while !(slope < 0 && slope.isFinite) {
      guard method.retreat() else { return stall() }
      direction = method.direction(gradient: gradient)
      slope = dot(gradient, direction)
    }
    search = LineSearch(
      value: value, slope: slope, needsCurvature: method.needsCurvatureCondition, noise: noise)
    phase = .search
    requestStep()
  }

  private func requestStep() {
    guard let search else { return }
    request = EvaluationRequest(
      point: zip(point, direction).map { position($0 + search.step * $1) },
      curvature: method.curvature(isExact: isExact, contraction: contraction), isExact: isExact)
  }

  /// Rounded as the model will be, unless single precision has come to its end.
  private func position(_ value: Double) -> Double { isExact ? value : Double(Float(value)) }

  private func judge(_ answer: ObjectiveEvaluation, _ asked: EvaluationRequest) {
    guard var search else { return }
    let verdict = search.judge(value: answer.value, slope: dot(answer.gradient, direction))
    self.search = search
    switch verdict {
    case .tryAgain: requestStep()
    case .failed: method.retreat() ? proceed() : stall()
    case .accepted where answer.gradient.allSatisfy(\.isFinite): accept(answer, asked, search.step)
    case .accepted: stall()
    }
  }

  private func accept(
    _ answer: ObjectiveEvaluation, _ asked: EvaluationRequest, _ length: Double
  ) {
    method.learn(
      step: zip(asked.point, point).map { $0 - $1 },
      gradientChange: zip(answer.gradient, gradient).map { $0 - $1 }, length: length)
    let before = norm
    let fell = value - answer.value > max(noise, 1e-9 * abs(value))
    iterations += 1
    point = asked.point
    value = answer.value
    gradient = answer.gradient
    wrongRows = answer.wrongRows
    contraction = norm / before
    steps.append(
      Convergence.Step(iteration: iterations, objective: value, gradientNorm: norm))
    idleSteps = fell || norm < 0.9 * leastNorm ? 0 : idleSteps + 1
    leastNorm = min(leastNorm, norm)
    if idleSteps >= (isExact ? 2 : 1) * method.patience { return stall() }
    if let wanted = method.learn(answer.curvature, as: asked.curvature) {
      phase = .arrive
      request = EvaluationRequest(point: point, curvature: wanted, isExact: isExact)
      return
    }
    proceed()
  }

  /// Goes on in double precision, or if that was it, stops.
  private func stall() {
    guard !isExact else { return stop(.stalled) }
    isExact = true
    idleSteps = 0
    leastNorm = .infinity
    // The second derivatives in single precision will do as long as the gradient shrinks.
    contraction = 0
    phase = .arrive
    request = EvaluationRequest(point: point, curvature: .none, isExact: true)
  }

  private func verify() {
    phase = .verify
    request = EvaluationRequest(point: point, curvature: .none, isExact: true)
  }

  private func stop(_ reason: Convergence.End) {
    end = reason
    isExact ? finish() : verify()
  }

  private func finish() {
    request = nil
    if norm <= settings.tolerance { end = .converged }
    let isSeparable =
      hasInfiniteMinimum && l2 == 0 && wrongRows == 0 && dot(gradient, point) < 0
    if isSeparable { end = .separable }
  }
}

extension Loss {
  /// Whether ever larger logits of a positive and ever smaller ones of a negative are ever better.
  fileprivate func fallsForever(in context: LossContext) -> Bool {
    let batch = LossBatch(labels: [1, 0], amounts: [1, 1])
    var evaluation = BatchEvaluation(logits: [30, -30], wantsCurvature: false)
    var state = initialState(in: context)
    _ = exactDerivatives(of: batch, in: context, state: &state, evaluation: &evaluation)
    return evaluation.gradient[0] < 0 && evaluation.gradient[1] > 0
  }
}
