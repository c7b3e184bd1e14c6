import Foundation
import Testing

@testable import Evaluation

@Suite("Scores of a line in the logit, eight rows at once")
struct RecalibratedScoresTests {
  @Test("They are those of one row after the other", arguments: [1, 7, 8, 100, 1_003])
  func line(rows: Int) {
    var (logits, truth): ([Double], [Double]) = ([], [])
    var labels: [UInt8] = []
    for row in 0..<rows {
      logits.append(Double(row * 37 % 101) * 0.7 - 40)
      truth.append(row % 50 == 0 ? Double(row % 2) : Double(row * 31 % 97) / 97)
      labels.append(row % 9 == 4 ? 1 : 0)
    }
    let line = LogisticLine(slope: 0.8, intercept: 1.5)
    let entropies = PosteriorEntropies.of(truth)
    for (found, q) in zip(entropies, truth) {
      #expect(abs(found - ProbabilityScores.entropy(q)) < 1e-15)
    }
    for posterior in [nil, (values: truth, entropies: entropies)] {
      var probabilities: [Double] = []
      let found = RecalibratedScores(
        line, logits: logits, labels: labels, posterior: posterior, into: &probabilities
      ).scores
      var sums = ProbabilitySums()
      for row in 0..<rows {
        let sigmoid = Sigmoid(line.logit(logits[row]))
        #expect(abs(probabilities[row] - sigmoid.probability) < 1e-15)
        sums.add(
          probability: sigmoid.probability, label: labels[row],
          loss: sigmoid.crossEntropy(with: Double(labels[row])))
        if posterior != nil {
          sums.add(
            probability: sigmoid.probability, posterior: truth[row],
            divergence: sigmoid.crossEntropy(with: truth[row]) - entropies[row])
        }
      }
      let expected = sums.scores
      let pairs: [(Double, Double)] = [
        (found.logLoss, expected.logLoss), (found.brier, expected.brier),
        (found.observedExpectedRatio ?? 0, expected.observedExpectedRatio ?? 0),
        (found.logLossRegret ?? 0, expected.logLossRegret ?? 0),
        (found.brierRegret ?? 0, expected.brierRegret ?? 0),
      ]
      for (a, b) in pairs { #expect(abs(a - b) <= 1e-13 * max(1, abs(b))) }
      #expect((found.logLossRegret == nil) == (posterior == nil))
    }
  }
}
