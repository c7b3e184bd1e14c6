import Spelling
import Testing

@Suite("Suggestions for unknown names")
struct SpellingTests {
  static let names = ["cross-entropy", "weighted-cross-entropy", "focal", "mse"]

  @Test(
    "The nearest name is found",
    arguments: [
      ("foccal", "focal"), ("cross_entropy", "cross-entropy"), ("Focal", "focal"),
      ("mes", "mse"), ("weighted cross entropy", "weighted-cross-entropy"),
    ])
  func nearest(typed: String, meant: String) {
    #expect(Spelling.nearest(to: typed, among: Self.names) == meant)
  }

  @Test("Nothing is suggested for a name that is like none", arguments: ["", "zzzzzzzz", "qq"])
  func far(typed: String) {
    #expect(Spelling.nearest(to: typed, among: Self.names) == nil)
  }

  @Test("The sentence lists what is valid")
  func sentence() {
    #expect(
      Spelling.suggestion(for: "foccal", among: ["focal", "mse"])
        == "Did you mean focal? Valid: focal, mse.")
    #expect(Spelling.suggestion(for: "hinge", among: ["mse"]) == "Valid: mse.")
  }
}
