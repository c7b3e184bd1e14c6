import Statistics
import Testing

@Suite("Tests reject true nulls as often as they promise")
struct ErrorRateTests {
  private static let study = ErrorRateStudy(trials: 2_000)

  @Test(
    "exact tests of normal differences, inside the 99 % interval",
    arguments: [
      NullProcedure.pairedT, .permutation, .correctedResampledT, .imanDavenport, .holm, .hochberg,
    ])
  func exact(procedure: NullProcedure) throws {
    let rate = try Self.study.rate(of: procedure, under: .normal)
    #expect(rate.finding == .asPromised, "\(procedure.rawValue): \(rate)")
  }

  @Test(
    "no test that is used rejects too often",
    arguments: [
      NullProcedure.signedRank, .prattSignedRank, .sign, .friedman, .nemenyi, .bonferroniDunn,
      .sequential,
    ])
  func kept(procedure: NullProcedure) throws {
    let rate = try Self.study.rate(of: procedure, under: .normal)
    #expect(rate.finding != .liberal, "\(procedure.rawValue): \(rate)")
    #expect(rate.rate > 0, "\(procedure.rawValue): \(rate)")
  }

  @Test(
    "rank, sign and permutation tests keep their promise without normality",
    arguments: [NullLaw.heavyTails, .coarse])
  func symmetric(law: NullLaw) throws {
    for procedure in NullProcedure.allCases where procedure.needsSymmetry {
      let rate = try Self.study.rate(of: procedure, under: law)
      #expect(rate.finding != .liberal, "\(procedure.rawValue), \(law.rawValue): \(rate)")
    }
  }

  @Test("peeking, overlap and many comparisons break a plain t test")
  func warnings() throws {
    let study = ErrorRateStudy(trials: 300)
    for procedure in NullProcedure.allCases where procedure.isWarning {
      let rate = try study.rate(of: procedure, under: .normal)
      #expect(rate.finding == .liberal, "\(procedure.rawValue): \(rate)")
      #expect(rate.rate > 0.1, "\(procedure.rawValue): \(rate)")
    }
  }

  @Test("the same seed gives the same rates, and what cannot be studied is refused")
  func determinism() throws {
    let small = ErrorRateStudy(trials: 50)
    #expect(
      try small.rate(of: .bootstrap, under: .skewed)
        == small.rate(of: .bootstrap, under: .skewed))
    #expect(throws: StatisticsError.self) {
      try ErrorRateStudy(trials: 0).rate(of: .sign, under: .normal)
    }
    #expect(throws: StatisticsError.self) {
      try ErrorRateStudy(replicates: 2).rate(of: .sign, under: .normal)
    }
  }
}
