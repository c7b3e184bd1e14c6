internal import Statistics

extension StatsRecord {
  struct Comparison: Encodable {
    let first: String
    let second: String
    let pairs: Int
    let missing: Int
    let difference: Double
    let meanDifference: Double
    let standardDeviation: Double
    let interval: Interval
    let intervalReachesLevel: Bool
    let p: Double
    let pHolm: Double
    let pHochberg: Double
    let pBenjaminiHochberg: Double
    let verdict: String
    let probabilityOfBeingBetter: Double
    let hedgesG: Double?
    let cohensDz: Double?
    let cliffsDelta: Double
    let a12: Double
    let smallestDetectableDifference: Double?
    let bayesianT: Probabilities?
    let independent: Evidence?

    init(_ comparison: MethodComparison, _ names: [String], _ options: TableAnalysis.Options) {
      let paired = comparison.paired
      first = names[comparison.first]
      second = names[comparison.second]
      pairs = paired.pairs
      missing = paired.missing
      difference = paired.location
      meanDifference = paired.meanDifference
      standardDeviation = paired.standardDeviation
      interval = Interval(paired.interval)
      intervalReachesLevel = paired.reachesLevel
      p = paired.p
      pHolm = comparison.adjustedP
      pHochberg = comparison.hochbergP
      pBenjaminiHochberg = comparison.falseDiscoveryP
      verdict = comparison.verdict.rawValue
      probabilityOfBeingBetter = paired.probabilityOfBeingBetter
      hedgesG = paired.effectSize?.hedgesG
      cohensDz = paired.effectSize?.cohensDz
      cliffsDelta = paired.dominance.cliffsDelta
      a12 = paired.dominance.a12
      smallestDetectableDifference = comparison.smallestDetectable
      bayesianT = comparison.bayesianT.map { Probabilities($0, options.preference) }
      independent = comparison.independent.map { Evidence($0, options) }
    }
  }

  struct Evidence: Encodable {
    let signedRank: SignedRank
    let signedRankPratt: SignedRank
    let rankBiserial: Double?
    let signTestP: Double
    let permutationP: Double?
    let bootstrapInterval: Interval?
    let pseudoMedian: Double
    let pseudoMedianInterval: Interval
    let bayesianSignedRank: Probabilities
    let shapiroWilkW: Double?
    let shapiroWilkP: Double?

    init(_ evidence: MethodComparison.IndependentEvidence, _ options: TableAnalysis.Options) {
      signedRank = SignedRank(evidence.signedRank)
      signedRankPratt = SignedRank(evidence.pratt)
      rankBiserial = evidence.signedRank.rankBiserial
      signTestP = evidence.sign.p
      permutationP = evidence.permutation?.p
      bootstrapInterval = evidence.bootstrap.map { Interval($0) }
      pseudoMedian = evidence.centre.estimate
      pseudoMedianInterval = Interval(evidence.centre.interval)
      bayesianSignedRank = Probabilities(evidence.bayesianSignedRank, options.preference)
      shapiroWilkW = evidence.normality?.w
      shapiroWilkP = evidence.normality?.p
    }
  }

  struct Ranking: Encodable {
    let completeRows: Int
    let averageRanks: [String: Double]
    let friedmanChiSquared: Double
    let friedmanP: Double
    let friedmanChiSquaredWithoutTieCorrection: Double
    let imanDavenportF: Double?
    let imanDavenportP: Double
    let kendallsW: Double
    let nemenyiCriticalDifference: Double
    let nemenyi: [Pair]
    let groups: [[String]]
    let bonferroniDunn: [Dunn]?
    let bonferroniDunnCriticalDifference: Double?

    struct Pair: Encodable {
      let first: String
      let second: String
      let p: Double
    }

    struct Dunn: Encodable {
      let method: String
      let z: Double
      let p: Double
      let pBonferroni: Double
      let pHolm: Double
    }

    init(_ ranking: TableRanking, _ names: [String]) {
      completeRows = ranking.ranks.blocks
      averageRanks = Dictionary(uniqueKeysWithValues: zip(names, ranking.ranks.averages))
      friedmanChiSquared = ranking.friedman.chiSquared
      friedmanP = ranking.friedman.p
      friedmanChiSquaredWithoutTieCorrection = ranking.uncorrected.chiSquared
      imanDavenportF = ranking.friedman.f
      imanDavenportP = ranking.friedman.pOfF
      kendallsW = ranking.friedman.kendallsW
      nemenyiCriticalDifference = ranking.criticalDifference
      nemenyi = ranking.nemenyi.map {
        Pair(first: names[$0.first], second: names[$0.second], p: $0.p)
      }
      groups = ranking.groups.map { $0.map { names[$0] } }
      bonferroniDunn = ranking.bonferroniDunn.map { dunn in
        dunn.test.others.enumerated().map { place, column in
          Dunn(
            method: names[column], z: dunn.test.z[place], p: dunn.test.p[place],
            pBonferroni: dunn.bonferroni[place], pHolm: dunn.holm[place])
        }
      }
      bonferroniDunnCriticalDifference = ranking.bonferroniDunn?.criticalDifference
    }
  }
}
