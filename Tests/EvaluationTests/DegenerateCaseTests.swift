import Testing

@testable import Evaluation

@Suite("Degenerate parts: undefined is absent, bad input is an error")
struct DegenerateCaseTests {
  @Test("Each degenerate case of the reference file meets the stated policy")
  func policy() throws {
    for data in try ReferenceFile.load().degenerate {
      let scores = data.scores.map { Float($0) }
      switch data.case {
      case "nan_score", "inf_score":
        // scikit-learn raises here too, but does not say which row.
        let error = #expect(throws: EvaluationError.self) {
          try RankedScores(scores: scores, labels: data.labels)
        }
        guard case .notFinite("score", 0, _) = error else {
          Issue.record("\(data.case): \(String(describing: error))")
          continue
        }
      case "no_positives":
        // scikit-learn: average precision 0 with a warning, AUROC NaN, F1 0.
        let ranked = try RankedScores(scores: scores, labels: data.labels)
        #expect(ranked.averagePrecision == nil)
        #expect(ranked.areaUnderROC == nil)
        #expect(ranked.recall(atFalsePositiveRate: 0.05) == nil)
        #expect(ranked.bestF1 == nil)
        #expect(ranked.bestMatthewsCorrelation == nil)
        #expect(ranked.precision(atTop: 2) == 0)
        #expect(ranked.precisionRecallCurve().isEmpty)
        let half = try Confusion(scores: scores, labels: data.labels, threshold: 0.5)
        #expect(half.recall == nil)
        #expect(half.f1 == nil)
        #expect(half.matthewsCorrelation == nil)
        #expect(half.precision == 0)
        let found = try ProbabilityScores(probabilities: data.scores, labels: data.labels)
        try expectClose(found.logLoss, 0.664101741987593)
        #expect(found.logLossSkill == nil)
        #expect(found.brierSkill == nil)
        #expect(found.observedExpectedRatio == 0)
      case "no_negatives", "one_row_positive":
        let ranked = try RankedScores(scores: scores, labels: data.labels)
        #expect(ranked.averagePrecision == 1)
        #expect(ranked.areaUnderROC == nil)
        #expect(ranked.recall(atFalsePositiveRate: 0.05) == nil)
        #expect(ranked.bestMatthewsCorrelation == nil)
        #expect(ranked.bestF1?.value == 1)
      case "empty":
        let ranked = try RankedScores(scores: scores, labels: data.labels)
        #expect(ranked.averagePrecision == nil)
        #expect(ranked.precision(atTop: 1) == nil)
        #expect(throws: EvaluationError.noRows) {
          try ProbabilityScores(probabilities: [], labels: [])
        }
      case "score_out_of_range":
        #expect(
          throws: EvaluationError.notAProbability(what: "probability", row: 0, value: 1.2)
        ) {
          try ProbabilityScores(probabilities: data.scores, labels: data.labels)
        }
      default: Issue.record("no policy stated for \(data.case)")
      }
    }
  }

  @Test("Errors name the row, the value and what is valid")
  func errors() {
    #expect(throws: EvaluationError.lengthMismatch(what: "labels", count: 1, rows: 2)) {
      try RankedScores(scores: [Float(1), 2], labels: [1])
    }
    #expect(throws: EvaluationError.invalidLabel(row: 9, value: 3)) {
      try RankedScores(
        scores: [Float](repeating: 0, count: 10), labels: [1, 0, 1, 0, 0, 0, 0, 0, 0, 3])
    }
    let error = EvaluationError.notFinite(what: "logit", row: 7, value: .infinity)
    #expect(error.description == "The logit of row 7 is inf; it must be a finite number.")
  }

  @Test("A NaN is found wherever it stands", arguments: [0, 7, 8, 63, 64, 99])
  func notFinite(row: Int) throws {
    for value in [Float.nan, .infinity, -.infinity] {
      var scores = (0..<100).map { Float($0) }
      scores[row] = value
      let error = #expect(throws: EvaluationError.self) {
        try RankedScores(scores: scores, labels: [UInt8](repeating: 1, count: 100))
      }
      guard case .notFinite("score", row, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test("The largest and smallest finite numbers are ranked")
  func extremes() throws {
    let largest = Float.greatestFiniteMagnitude
    let ranked = try RankedScores(
      scores: [largest, -largest, Float.leastNonzeroMagnitude, 0, -Float.leastNonzeroMagnitude],
      labels: [1, 0, 1, 0, 1])
    #expect(ranked.groups.map(\.negativesAbove) == [0, 0, 1])
    let span = Double.greatestFiniteMagnitude
    let double = try RankedScores(scores: [span, -span, 0, 1], labels: [1, 1, 0, 0])
    #expect(double.groups.map(\.negativesAbove) == [0, 2])
  }
}
