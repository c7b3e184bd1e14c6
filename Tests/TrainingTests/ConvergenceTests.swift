import Datasets
import Foundation
import Losses
import Testing

@testable import Training

/// A configuration of a loss of the catalogue.
func penalised(
  _ name: String, _ settings: [String: Double] = [:], l2: Double = 0
) throws -> LearnerConfiguration {
  LearnerConfiguration(loss: try LossCatalogue.builtIn.make(name, settings: settings), l2: l2)
}

@Suite("Logistic regression is trained to the minimum of its objective")
struct ConvergenceTests {
  typealias Solver = ConvergenceSettings.Solver

  static func minimize(
    _ configurations: [LearnerConfiguration], on data: TrainingData, by solver: Solver,
    tolerance: Double = 1e-8, iterations: Int = 1000, threads: Int = 1
  ) throws -> [Convergence] {
    let trainer = try ConvergenceTrainer(
      settings: ConvergenceSettings(
        solver: solver, tolerance: tolerance, maximumIterations: iterations), threads: threads)
    return try trainer.train(
      configurations, on: data, validation: data, score: { logLikelihood($0, data) }
    ).map { try #require(try $0.learner.convergence) }
  }

  /// The gradient of mean cross-entropy plus penalty, written out row by row in double precision.
  static func gradient(_ c: Convergence, _ data: TrainingData, positiveWeight: Double) -> [Double] {
    let width = data.featureCount
    let features = data.features
    var sums = [Double](repeating: 0, count: width + 1)
    for row in 0..<data.rowCount {
      let inputs = features[row * width..<(row + 1) * width].map { Double($0) }
      let logit = zip(inputs, c.parameters).reduce(c.parameters[width]) { $0 + $1.0 * $1.1 }
      let p = 1 / (1 + exp(-logit))
      let slope = data.labels[row] == 1 ? positiveWeight * (p - 1) : p
      for column in 0..<width { sums[column] += slope * inputs[column] }
      sums[width] += slope
    }
    return sums.indices.map { index in
      sums[index] / Double(data.rowCount) + (index < width ? c.l2 * c.parameters[index] : 0)
    }
  }

  @Test(
    "reaches the weights that three independent optimisers agree on", arguments: Solver.allCases)
  func reference(solver: Solver) throws {
    let reference = try ReferenceTests.reference()
    let data = try ReferenceTests.data(divisor: reference.featureDivisor)
    let results = try Self.minimize(
      try reference.solutions.map {
        LearnerConfiguration(loss: try $0.make(), l2: $0.lambda)
      }, on: data, by: solver, tolerance: 1e-10)
    for (solution, found) in zip(reference.solutions, results) {
      #expect(found.end == .converged, "\(solution.testDescription): \(found.sentence)")
      #expect(found.gradientNorm <= 1e-10)
      #expect(abs(found.objective - solution.objective) < 1e-14)
      for (a, b) in zip(found.parameters, solution.weights + [solution.intercept]) {
        #expect(abs(a - b) < 2e-6, "\(solution.testDescription): \(a), expected \(b)")
      }
    }
  }

  @Test("ends with the gradient it states, worked out anew", arguments: Solver.allCases)
  func statedGradient(solver: Solver) throws {
    let data = cloudParts(rows: 3000).training
    for (weight, l2) in [(1.0, 0.0), (1, 1e-3), (9, 1e-4)] {
      let found = try Self.minimize(
        [try penalised("weighted-cross-entropy", ["positiveWeight": weight], l2: l2)], on: data,
        by: solver, tolerance: 1e-9)[0]
      let gradient = Self.gradient(found, data, positiveWeight: weight)
      let norm = gradient.map(abs).max() ?? .infinity
      let length = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(norm <= 1e-9)
      #expect(abs(found.gradientNorm - norm) < 1e-15)
      #expect(abs(found.gradientLength - length) < 1e-15)
      #expect(found.hasConverged)
      #expect(found.steps.count == found.iterations + 1)
      #expect(found.passes > found.iterations)
    }
  }

  @Test("descends to a stationary point of every smooth loss that is a sum over rows")
  func everyLoss() throws {
    let data = cloudParts(rows: 1000).training
    let names = LossCatalogue.builtIn.entries.map(\.profile).filter {
      $0.properties.isPointwise && !$0.properties.isStateful && !$0.properties.needsAmounts
        && $0.name != "hinge"
    }.map(\.name)
    #expect(names.count >= 15)
    for solver in Solver.allCases {
      let results = try Self.minimize(
        try names.map { try penalised($0, l2: 1e-3) }, on: data, by: solver, tolerance: 1e-7)
      for (name, found) in zip(names, results) {
        let first = try #require(found.steps.first)
        #expect(found.objective < first.objective, "\(name) by \(solver)")
        #expect(found.hasConverged, "\(name) by \(solver): \(found.sentence)")
      }
    }
  }

  @Test("ends at a kink, and says so, where a loss has them", arguments: Solver.allCases)
  func kinks(solver: Solver) throws {
    let data = cloudParts(rows: 300).training
    let found = try Self.minimize([try penalised("hinge", l2: 1e-3)], on: data, by: solver)[0]
    #expect(found.end == .stalled)
    #expect(found.sentence.contains("its gradient need not become small"))
    let start = try #require(found.steps.first).objective
    #expect(found.objective <= start + 1e-9)
    #expect(found.passes < 1000)
  }

  @Test("finds the same minimum by both solvers")
  func agreement() throws {
    let data = cloudParts(rows: 2000).training
    let losses = try ["cross-entropy", "focal", "mse", "squared-hinge"].map {
      try penalised($0, l2: 1e-3)
    }
    let newton = try Self.minimize(losses, on: data, by: .newton, tolerance: 1e-10)
    let lbfgs = try Self.minimize(losses, on: data, by: .lbfgs, tolerance: 1e-10)
    for (a, b) in zip(newton, lbfgs) {
      for (x, y) in zip(a.parameters, b.parameters) { #expect(abs(x - y) < 1e-5) }
      #expect(abs(a.objective - b.objective) < 1e-12)
    }
  }

  @Test(
    "has a minimum on separable data with a penalty, and says so without",
    arguments: Solver.allCases)
  func separable(solver: Solver) throws {
    let features: [Float] = (0..<200).flatMap { [Float($0) - 99.5, Float($0 % 7)] }
    let data = TrainingData(
      Dataset(
        featureNames: ["x", "noise"], features: features, labels: (0..<200).map { $0 < 100 ? 0 : 1 }
      ),
      standardizer: Standardizer(means: [0, 0], deviations: [50, 2]))
    let found = try Self.minimize(
      [
        try penalised("cross-entropy"), try penalised("cross-entropy", l2: 1e-3),
        try penalised("focal"), try penalised("label-smoothing"), try penalised("squared-hinge"),
      ], on: data, by: solver)
    #expect(found.map(\.end) == [.separable, .converged, .separable, .converged, .converged])
    #expect(found[0].sentence.contains("tell the classes of the training part apart"))
    #expect(!found[0].hasConverged)
    #expect(found[0].parameters.allSatisfy { $0.isFinite })
  }

  @Test("leaves the intercept out of the penalty, and shrinks weights as it grows")
  func penalty() throws {
    let data = cloudParts(rows: 2000).training
    let found = try Self.minimize(
      try [0, 1e-4, 1e-2, 1, 1e6].map { try penalised("cross-entropy", l2: $0) }, on: data,
      by: .newton)
    let lengths = found.map { $0.parameters.dropLast().reduce(0) { $0 + $1 * $1 }.squareRoot() }
    #expect(zip(lengths, lengths.dropFirst()).allSatisfy(>))
    #expect(try #require(lengths.last) < 1e-6)
    let prior = data.context.priorLogit
    #expect(abs(try #require(found.last?.parameters.last) - prior) < 1e-5)
  }

  @Test("converges where columns repeat each other")
  func collinear() throws {
    let source = clouds(rows: 1000, features: 3)
    var features: [Float] = []
    for row in 0..<1000 {
      let values = source.features[3 * row..<3 * row + 3]
      // A column twice, one of ones beside the intercept, and one of zeros.
      features += values + [values[3 * row], 1, 0]
    }
    let data = TrainingData(
      Dataset(
        featureNames: ["a", "b", "c", "d", "e", "f"], features: features, labels: source.labels),
      standardizer: Standardizer(
        means: [3, 3, 3, 3, 0, 0], deviations: [1, 2, 3, 1, 1, 1]))
    for solver in Solver.allCases {
      for found in try Self.minimize(
        [try penalised("cross-entropy"), try penalised("mse")], on: data, by: solver)
      {
        #expect(found.hasConverged, "\(found.sentence)")
        #expect(found.parameters.allSatisfy { abs($0) < 20 })
      }
    }
  }
}
