import Statistics
import Testing

@Suite("Statistics agree with SciPy, R and mpmath")
struct ReferenceTests {
  @Test("every column's summary agrees")
  func summaries() throws {
    for matrix in try ReferenceStatistics.shared.get().matrices {
      for (index, expected) in matrix.columns.enumerated() {
        let summary = try Summary(matrix.column(index))
        let place: Comment = "\(matrix.name), column \(index)"
        #expect(summary.count == expected.n, place)
        #expect(isClose(summary.mean, expected.mean, relative: 1e-11), place)
        let sd = try #require(summary.standardDeviation)
        let error = try #require(summary.standardError)
        #expect(isClose(sd, expected.sdDdof1, relative: 1e-11), place)
        #expect(isClose(error, expected.sem, relative: 1e-11), place)
        #expect(summary.minimum == expected.min, place)
        #expect(summary.maximum == expected.max, place)
        #expect(isClose(summary.median, expected.median, relative: 1e-13), place)
        for (p, quantile) in zip(
          [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975], expected.quantiles)
        {
          #expect(isClose(try summary.quantile(p), quantile, relative: 1e-13), place)
        }
        let interval = try #require(try summary.meanInterval())
        if let ends = expected.meanCi95T {
          #expect(isClose(interval.lower, ends[0], relative: 1e-11), place)
          #expect(isClose(interval.upper, ends[1], relative: 1e-11), place)
        } else {
          #expect(interval.width == 0, place)
        }
      }
    }
  }

  @Test("every pair's t test agrees, plain and corrected")
  func tTests() throws {
    for matrix in try ReferenceStatistics.shared.get().matrices {
      for pair in matrix.pairs {
        let place: Comment = "\(matrix.name), columns \(pair.i) and \(pair.j)"
        let sample = try PairedSample(matrix.column(pair.i), matrix.column(pair.j))
        let test = try PairedTTest(sample)
        let expected = pair.pairedT
        #expect(isClose(test.meanDifference, pair.meanDiff, relative: 1e-11), place)
        #expect(isClose(test.standardDeviation, pair.sdDiff, relative: 1e-11), place)
        #expect(Double(test.degreesOfFreedom) == expected.df, place)
        let ends = try #require(expected.ci95)
        #expect(isClose(test.interval.lower, ends[0], relative: 1e-11), place)
        #expect(isClose(test.interval.upper, ends[1], relative: 1e-11), place)
        if expected.t.isFinite {
          let t = try #require(test.t)
          #expect(isClose(t, expected.t, relative: 1e-11), place)
          #expect(isClose(test.p, expected.pTwoSided, relative: 1e-9), place)
        } else {
          // SciPy gives NaN for 0/0 and p = 0 for a constant; our rules are 1 and 2^(1−n).
          #expect(test.t == nil, place)
          #expect(test.p == (expected.t.isNaN ? 1 : 1.0 / 128), place)
        }
        for corrected in pair.nadeauBengioT {
          let rho = try #require(corrected.rho)
          let test = try CorrectedResampledTTest(sample, testToTrainingRatio: rho)
          let t = try #require(test.t)
          let error = try #require(corrected.se)
          #expect(isClose(t, corrected.t, relative: 1e-11), place)
          #expect(isClose(test.standardError, error, relative: 1e-11), place)
          #expect(isClose(test.p, corrected.pTwoSided, relative: 1e-9), place)
        }
      }
    }
  }

  @Test("every pair's sign test and effect sizes agree")
  func signsAndEffectSizes() throws {
    for matrix in try ReferenceStatistics.shared.get().matrices {
      for pair in matrix.pairs {
        let place: Comment = "\(matrix.name), columns \(pair.i) and \(pair.j)"
        let sample = try PairedSample(matrix.column(pair.i), matrix.column(pair.j))
        let sign = try SignTest(sample.differences)
        #expect(sign.positive == pair.signTest.nPlus, place)
        #expect(sign.negative == pair.signTest.nMinus, place)
        #expect(sign.zero == pair.signTest.nZero, place)
        #expect(isClose(sign.p, pair.signTest.pTwoSided, relative: 1e-13), place)

        let dominance = try Dominance(sample)
        #expect(isClose(dominance.cliffsDelta, pair.effectSize.cliffsDelta, relative: 1e-13))
        #expect(isClose(dominance.a12, pair.effectSize.a12, relative: 1e-13), place)
        let size = try StandardizedDifference(sample)
        #expect((size == nil) == (pair.effectSize.cohenDz == nil), place)
        if let size, let dz = pair.effectSize.cohenDz, let g = pair.effectSize.hedgesGzExact {
          #expect(isClose(size.cohensDz, dz, relative: 1e-11), place)
          #expect(isClose(size.hedgesG, g, relative: 1e-11), place)
        }
      }
    }
  }

  @Test("adjusted p values agree")
  func adjustment() throws {
    for family in try ReferenceTables.shared.get().multipleTesting {
      for (method, expected) in [
        (MultiplicityCorrection.bonferroni, family.bonferroni), (.holm, family.holm),
        (.hochberg, family.hochberg), (.benjaminiHochberg, family.benjaminiHochberg),
      ] {
        let adjusted = try method.adjust(family.p)
        #expect(adjusted.count == expected.count)
        for (value, reference) in zip(adjusted, expected) {
          #expect(isClose(value, reference, relative: 1e-13), "\(method) of \(family.p)")
        }
      }
    }
  }

  @Test("power and the smallest detectable difference agree")
  func power() throws {
    for row in try ReferenceTables.shared.get().powerPairedT {
      let place: Comment = "n = \(row.n), alpha = \(row.alpha)"
      let detectable = try PairedPower.smallestDetectable(
        pairs: row.n, power: row.power, significance: row.alpha)
      #expect(isClose(detectable, row.mdeDz, relative: 1e-10), place)
      let atHalf = try PairedPower.power(
        standardizedDifference: 0.5, pairs: row.n, significance: row.alpha)
      #expect(isClose(atHalf, row.powerAtDz05, relative: 1e-10), place)
    }
  }
}
