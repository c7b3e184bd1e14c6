import LossPlugins
import Losses
import Testing

@Suite(
  "No wrong number gets out of a plug-in unseen",
  .enabled(if: Workshop.compiler != nil, Comment(rawValue: Workshop.comment)))
struct PluginMisbehaviourTests {
  let workshop: Workshop
  let rows = Rows()

  init() throws { workshop = try Workshop() }

  @Test(
    "The fault says what, and at which row",
    arguments: [
      (
        "-DNAN_GRADIENT",
        "gave nan as the gradient of row 3 of 37 (logit -1.33333"
      ),
      ("-DNAN_CURVATURE", "as the curvature of row 37 of 37 (logit 4.0, label 0)."),
      ("-DUNWRITTEN", "left the value of row 37 of 37 (logit 4.0, label 0) unwritten."),
      ("-DTOO_FEW", "says that it wrote 36 rows of a batch of 37; the difference begins at row 37"),
      (
        "-DONE_TOO_MANY",
        "wrote behind the end of its gradient in a batch of 37 rows, next to row 37 of 37"
      ),
    ])
  func faults(flag: String, part: String) throws {
    // The start is given, so that the fault is met in this batch and not in the search for it.
    let loss = try workshop.loss(flag, "-DCONSTANT=0")
    let result = rows.result(loss)
    let fault = try #require(result.state.fault)
    #expect(fault.hasPrefix("The plug-in loss 'plain' "))
    #expect(fault.contains(part), "\(fault)")
    #expect(result.sum.isNaN)
    #expect(result.evaluation.gradient.allSatisfy { $0.isNaN })
    #expect(result.evaluation.curvature.allSatisfy { $0.isNaN })
  }

  @Test(
    "What goes wrong in a single row is found before training",
    arguments: [
      ("-DINFINITE_VALUE", "gave inf as the value of row 1 of 1 (logit -80.0, label 1)."),
      ("-DONE_BEFORE", "wrote before the start of its value in a batch of 1 rows"),
      ("-DERROR=-3", "gave the error -3 for a batch of 1 rows; its first is row 1 of 1"),
    ])
  func start(flag: String, part: String) throws {
    let loss = try workshop.loss(flag)
    let fault = try #require(loss.initialState(in: rows.context).fault)
    #expect(fault.contains(part), "\(fault)")
    #expect(loss.optimalConstant(in: rows.context) == nil)
  }

  @Test("A fault stays: the plug-in is not called again")
  func stays() throws {
    let loss = try workshop.loss()
    var state = LossState()
    state.fault = "Something."
    var gradient = rows.logits
    var output = gradient.mutableSpan
    let sum = loss.gradient(
      at: rows.logits.span, of: rows.batch, in: rows.context, state: &state, gradient: &output)
    #expect(sum.isNaN)
    #expect(state.fault == "Something.")
  }

  @Test("A diverged model is no fault of the plug-in")
  func diverged() throws {
    let loss = try workshop.loss()
    var logits = rows.logits
    logits[3] = .infinity
    var state = loss.initialState(in: rows.context)
    let sum = loss.sum(at: logits.span, of: rows.batch, in: rows.context, state: &state)
    #expect(sum.isNaN)
    #expect(state.fault == nil)
  }

  @Test("Amounts that are needed and unknown are a fault")
  func amounts() throws {
    let loss = try workshop.loss("-DFLAGS=20", "-DCONSTANT=0")
    #expect(loss.profile.properties.needsAmounts)
    #expect(rows.result(loss).state.fault?.contains("needs the amount of each row") == true)
  }

  @Test("A posterior that is none is handed on, so that the evaluation refuses it")
  func posterior() throws {
    let loss = try workshop.loss("-DRECOVERED=1.5")
    let posteriors = loss.recoverPosteriors(
      fromLogits: rows.logits.span, amounts: Span(), in: rows.context)
    #expect(posteriors?.allSatisfy { $0 == 1.5 } == true)
    let nan = try workshop.loss("-DRECOVERED=NAN")
    #expect(nan.recoverPosterior(fromLogit: 0, in: rows.context) == nil)
  }
}
