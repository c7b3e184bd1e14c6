import DualNumbers
import LossLaws
import Losses
import Testing

/// A loss with settings, as an argument of the tests.
struct LawCase: Sendable, CustomTestStringConvertible {
  var name: String
  var settings: [String: Double]
  var progress = 0.0

  var testDescription: String {
    let list = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([name] + list + (progress > 0 ? ["progress=\(progress)"] : [])).joined(separator: " ")
  }

  /// Every loss at every setting that tuning would try.
  static let grid = LossCatalogue.builtIn.entries.flatMap { entry in
    entry.profile.tuningGrid.map { LawCase(name: entry.profile.name, settings: $0) }
  }

  /// Every loss near the end of training, for those with a schedule.
  static let late = LossCatalogue.builtIn.names.map {
    LawCase(name: $0, settings: [:], progress: 0.9)
  }

  /// Settings at the edges of what the formulas allow.
  static let edges = allEdges.filter { LossCatalogue.builtIn.names.contains($0.name) }

  /// Edges at which digits cancel in `Float`, which the law of that is not asked of.
  static let cancelling = [
    LawCase(name: "bi-tempered", settings: ["t1": 0]),
    LawCase(name: "bi-tempered", settings: ["t2": 1.001]),
    LawCase(name: "poly-1", settings: ["epsilon": -0.99]),
  ]

  private static let allEdges = [
    LawCase(name: "focal", settings: ["gamma": 0]),
    LawCase(name: "focal", settings: ["gamma": 0.5]),
    LawCase(name: "focal", settings: ["gamma": 0.1, "alphaPositive": 0.999]),
    LawCase(name: "focal", settings: ["gamma": 20]),
    LawCase(name: "weighted-cross-entropy", settings: ["positiveWeight": 0.01]),
    LawCase(name: "weighted-cross-entropy", settings: ["positiveWeight": 1e6]),
    LawCase(name: "weighted-cross-entropy", settings: ["exponent": 0]),
    LawCase(name: "asymmetric", settings: ["gammaNegative": 0.5]),
    LawCase(name: "asymmetric", settings: ["gammaNegative": 0.5, "margin": 0]),
    LawCase(name: "asymmetric", settings: ["gammaPositive": 0.3, "margin": 0.4]),
    LawCase(name: "asymmetric", settings: ["margin": 1e-4]),
    LawCase(name: "bi-tempered", settings: ["t1": 1, "t2": 1]),
    LawCase(name: "bi-tempered", settings: ["t2": 2]),
    LawCase(name: "class-balanced", settings: ["beta": 0]),
    LawCase(name: "class-balanced", settings: ["normalized": 0]),
    LawCase(name: "gce", settings: ["q": 0]),
    LawCase(name: "label-smoothing", settings: ["epsilon": 0]),
    LawCase(name: "ldam", settings: ["deferral": 0]),
    LawCase(name: "ldam", settings: ["maximumMargin": 0, "scale": 1]),
    LawCase(name: "ldam", settings: ["kappa": 2, "normalized": 0]),
    LawCase(name: "logit-adjusted", settings: ["tau": 0]),
    LawCase(name: "poly-1", settings: ["epsilon": 100]),
    LawCase(name: "vs", settings: ["gamma": 0, "tau": 0]),
    LawCase(name: "vs", settings: ["gamma": 0.1, "tau": 2, "weight": 2]),
  ]
}

@Suite("Every loss of the catalogue obeys the laws")
struct LossLawsTests {
  @Test("at each of its settings", arguments: LawCase.grid + LawCase.late + LawCase.edges)
  func catalogue(_ spot: LawCase) throws { try check(spot, LossLaws.all) }

  @Test("where digits cancel in Float, the laws of Double", arguments: LawCase.cancelling)
  func cancellation(_ spot: LawCase) throws {
    try check(spot, LossLaws.all.filter { $0.id != "float" })
  }

  private func check(_ spot: LawCase, _ laws: [LossLaw]) throws {
    let entry = try LossCatalogue.builtIn.entry(named: spot.name)
    let context = LossLaws.context.at(progress: spot.progress)
    let subject = try LawSubject(entry, settings: spot.settings, in: context)
    for result in laws.map({ $0.check(subject) }) {
      #expect(
        !result.isFailure,
        """
        \(result.law): error \(result.worstError), tolerance \(result.tolerance), at \
        \(result.place?.description ?? "no place")
        """)
    }
  }

  @Test("laws have names of their own, and say what holds in one sentence")
  func descriptions() {
    #expect(Set(LossLaws.all.map(\.id)).count == LossLaws.all.count)
    for law in LossLaws.all {
      #expect(law.id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(law.id)")
      #expect(law.statement.hasSuffix("."))
      #expect(!law.scope.isEmpty)
    }
  }

  @Test("the worst of a grid is kept, with all comparisons counted")
  func grid() throws {
    let entry = try LossCatalogue.builtIn.entry(named: "weighted-cross-entropy")
    let all = try LossLaws.checkGrid(of: entry)
    let single = LossLaws.check(try LawSubject(entry))
    #expect(all.map(\.law) == LossLaws.all.map(\.id))
    for (whole, part) in zip(all, single) {
      #expect(whole.comparisons >= part.comparisons)
      #expect(!whole.isFailure)
    }
    // A loss that is wrong at its second point alone.
    let results = try LossLaws.checkGrid(of: LossCatalogue.Entry(WrongAtTwo.self))
    let gradient = try #require(results.first { $0.law == "gradient" })
    #expect(gradient.isFailure)
    #expect(gradient.place?.settings == ["factor": 2])
    let points = try WrongAtTwo.tuningGrid.map { settings in
      let subject = try LawSubject(LossCatalogue.Entry(WrongAtTwo.self), settings: settings)
      return try #require(LossLaws.check(subject).first { $0.law == "gradient" }).comparisons
    }
    #expect(gradient.comparisons == points.reduce(0, +))
  }

  @Test("a law that does not apply says why")
  func exemptions() throws {
    let entry = try LossCatalogue.builtIn.entry(named: "focal")
    let subject = try LawSubject(entry, settings: ["gamma": 5])
    let result = try #require(LossLaws.check(subject).first { $0.law == "convexity" })
    #expect(result.verdict == .notApplicable("declared for the default settings only"))
    #expect(!result.isFailure)
  }
}

/// Cross-entropy whose gradient is stretched by a setting.
private struct WrongAtTwo: PointwiseLoss {
  static let name = "wrong-at-two"
  static let title = "wrong at two"
  static let formula = "cross-entropy"
  static let reference = "none, 2020"
  static let properties = LossProperties(
    isStrictlyProper: true, isConvex: true, recoversPosterior: true)
  static let tuningGrid: [[String: Double]] = [["factor": 1], ["factor": 2], ["factor": 0.5]]
  var factor = 1.0

  func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    N.logistic(.margin(logit, label: label)).negativeLogSigmoid
  }

  func jet<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Jet<N> {
    var jet = value(Jet.variable(logit), label: .constant(label), in: context)
    jet.first = jet.first.scaled(by: factor == 2 ? 2 : 1)
    return jet
  }
}
