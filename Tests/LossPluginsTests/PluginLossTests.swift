import DualNumbers
import Foundation
import LossPlugins
import Losses
import Testing

/// The same formula as `Examples/c-plugin/symmetric_ce.c`, with automatic derivatives.
struct SymmetricCrossEntropy: PointwiseLoss {
  static let name = "symmetric-cross-entropy"
  static let title = "symmetric cross-entropy"
  static let formula = "−alpha log q − beta logZero (1 − q)"
  static let reference = "Wang et al., 2019"
  static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: true)

  var alpha = 0.1
  var beta = 1.0
  var logZero = -4.0

  func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let truth = N.logistic(.margin(logit, label: label))
    return truth.negativeLogSigmoid.scaled(by: alpha)
      + truth.complement.scaled(by: -beta * logZero)
  }
}

@Suite(
  "A plug-in gives the numbers of the same formula in Swift",
  .enabled(if: Workshop.compiler != nil, Comment(rawValue: Workshop.comment)))
struct PluginLossTests {
  let workshop: Workshop
  let rows = Rows()

  init() throws { workshop = try Workshop() }

  private func expectSame(_ a: any Loss, _ b: any Loss) {
    func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(1, abs(b)) }
    let (left, right) = (rows.result(a), rows.result(b))
    #expect(left.state.fault == nil)
    #expect(close(left.sum, right.sum))
    #expect(zip(left.evaluation.gradient, right.evaluation.gradient).allSatisfy(close))
    #expect(zip(left.evaluation.curvature, right.evaluation.curvature).allSatisfy(close))
    let start = (a.optimalConstant(in: rows.context), b.optimalConstant(in: rows.context))
    #expect(close(start.0 ?? .nan, start.1 ?? .nan), "\(start)")
    for z in [-30, -6.9, -1, 0, 0.3, 5, 30] {
      let posterior = (
        a.recoverPosterior(fromLogit: z, in: rows.context),
        b.recoverPosterior(fromLogit: z, in: rows.context)
      )
      #expect(close(posterior.0 ?? .nan, posterior.1 ?? .nan), "\(z) \(posterior)")
    }
  }

  @Test("The example in C")
  func symmetric() throws {
    let entry = try LossPlugin(at: workshop.build("Examples/c-plugin/symmetric_ce.c")).entries[0]
    expectSame(try entry.make(), SymmetricCrossEntropy())
    var loss = SymmetricCrossEntropy()
    loss.alpha = 2
    loss.logZero = -6
    expectSame(try entry.make(settings: ["alpha": 2, "logZero": -6]), loss)
    #expect(entry.profile.settingNames == SymmetricCrossEntropy.settingNames)
  }

  @Test("Cross-entropy, as a sum over rows and as a mean of the batch, in Float as in Double")
  func crossEntropy() throws {
    let plain = try workshop.loss()
    expectSame(plain, CrossEntropy())
    #expect(plain.profile.properties == CrossEntropy.properties)
    let batchWise = try workshop.loss("-DBATCH", "-DFLAGS=0")
    #expect(batchWise.profile.properties.batches == .skip)
    #expect(batchWise.optimalConstant(in: rows.context) == nil)
    for loss in [plain, batchWise] {
      let exact = rows.result(loss)
      var state = loss.initialState(in: rows.context)
      var (gradient, curvature, alone) = (rows.logits, rows.logits, rows.logits)
      // Twice, so that memory is used again.
      for _ in 0..<2 {
        var first = gradient.mutableSpan
        var second = curvature.mutableSpan
        var third = alone.mutableSpan
        let sums = (
          loss.derivatives(
            at: rows.logits.span, of: rows.batch, in: rows.context, state: &state,
            gradient: &first, curvature: &second),
          loss.gradient(
            at: rows.logits.span, of: rows.batch, in: rows.context, state: &state,
            gradient: &third),
          loss.sum(at: rows.logits.span, of: rows.batch, in: rows.context, state: &state)
        )
        #expect(sums == (exact.sum, exact.sum, exact.sum))
      }
      let plain = rows.result(CrossEntropy())
      #expect(abs(exact.sum - plain.sum) <= 1e-12 * plain.sum)
      #expect(gradient == exact.evaluation.gradient.map { Float($0) })
      #expect(curvature == exact.evaluation.curvature.map { Float($0) })
      #expect(alone == gradient)
      #expect(state == loss.initialState(in: rows.context))
    }
  }

  @Test("A library can hold several losses; its hash tells revisions apart")
  func several() throws {
    let plugin = try LossPlugin(at: workshop.build(Workshop.source, ["-DLOSS_COUNT=2"]))
    #expect(plugin.entries.map(\.profile.name) == ["plain", "second"])
    #expect(plugin.hash.count == 64)
    #expect(plugin.entries.allSatisfy { $0.profile.revision.contains(plugin.hash) })
    let other = try LossPlugin(at: workshop.build(Workshop.source, ["-DTITLE=\"other\""]))
    #expect(other.entries[0].profile.revision != plugin.entries[0].profile.revision)
    #expect(plugin.entries[0].profile.reference.contains(plugin.hash.prefix(12)))
  }

  @Test("The library's own functions come first")
  func functions() throws {
    let loss = try workshop.loss("-DCONSTANT=-1.5", "-DRECOVERED=0.25")
    #expect(loss.optimalConstant(in: rows.context) == -1.5)
    #expect(loss.recoverPosterior(fromLogit: 3, in: rows.context) == 0.25)
    let none = try workshop.loss("-DCONSTANT=NAN")
    #expect(none.optimalConstant(in: rows.context) == nil)
    #expect(none.initialState(in: rows.context).fault == nil)
  }

  @Test("A decoded loss keeps name and settings, and says that its library is missing")
  func decoded() throws {
    func copy<L: Loss>(_ loss: L) throws -> any Loss {
      try JSONDecoder().decode(L.self, from: JSONEncoder().encode(loss))
    }
    let loss = try copy(try workshop.loss(settings: ["weight": 2]))
    #expect(loss.profile.name == "plain")
    #expect(loss.settings == ["weight": 2])
    let fault = rows.result(loss).state.fault
    #expect(fault == "The loss 'plain' belongs to a plug-in that is not loaded.")
  }
}
