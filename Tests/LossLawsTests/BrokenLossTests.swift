import LossLaws
import Losses
import Testing

@Suite("Each law sees a loss that breaks it")
struct BrokenLossTests {
  @Test("a flaw is found by its law", arguments: Flaw.allCases)
  func flaws(_ flaw: Flaw) throws {
    let results = LossLaws.check(try LawSubject(BrokenLoss.entry(flaw)))
    let failed = results.filter(\.isFailure).map(\.law)
    #expect(failed.contains(flaw.law), "failed: \(failed)")
    let result = try #require(results.first { $0.law == flaw.law })
    #expect(result.worstError > result.tolerance)
    #expect(result.place != nil)
  }

  @Test("every law has a flaw that it sees")
  func coverage() {
    #expect(Set(Flaw.allCases.map(\.law)) == Set(LossLaws.all.map(\.id)))
  }

  @Test("a flaw in one place does not set off the laws of others")
  func precision() throws {
    func failures(_ flaw: Flaw) throws -> [String] {
      LossLaws.check(try LawSubject(BrokenLoss.entry(flaw))).filter(\.isFailure).map(\.law)
    }
    for flaw in [Flaw.curvature, .float, .deniesConvex, .start, .recovery, .grid] {
      #expect(try failures(flaw) == [flaw.law], "\(flaw)")
    }
  }
}
