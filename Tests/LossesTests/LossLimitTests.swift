import DualNumbers
import Losses
import Testing

@Suite("Losses that become one another in the limit")
struct LossLimitTests {
  @Test("near their limits generalised and bi-tempered losses are nearly cross-entropy")
  func limits() throws {
    for (loss, distance) in [
      (try GeneralizedCrossEntropy(settings: ["q": 1e-9]), 1e-9),
      (try BiTempered(settings: ["t1": 1, "t2": 1 + 1e-9]), 1e-9),
      (try BiTempered(settings: ["t1": 1 - 1e-9, "t2": 1]), 1e-9),
    ] as [(any PointwiseLoss, Double)] {
      let entropy = CrossEntropy()
      for label in [0.0, 1.0] {
        for z in stride(from: -12.0, through: 12, by: 0.37) {
          let here = jet(of: loss, z, label)
          let there = entropy.jet(z, label: label, in: rare)
          // The differences are powers of the logit times the distance.
          let scale = 100 * distance * (there.value.magnitude + there.first.magnitude)
          #expect((here.value - there.value).magnitude <= scale, "at \(z)")
          #expect((here.first - there.first).magnitude <= scale, "at \(z)")
          #expect((here.second - there.second).magnitude <= scale, "at \(z)")
        }
      }
    }
  }

  private func jet(of loss: some PointwiseLoss, _ z: Double, _ label: Double) -> Jet<Double> {
    loss.jet(z, label: label, in: rare)
  }

  @Test("bi-tempered loss with the ordinary sigmoid is generalised cross-entropy and a correction")
  func ordinaryLink() throws {
    let tempered = try BiTempered(settings: ["t1": 0.8, "t2": 1])
    let generalised = try GeneralizedCrossEntropy(settings: ["q": 1 - 0.8])
    for z in stride(from: -12.0, through: 12, by: 0.37) {
      let l = Jet.logistic(Jet.variable(z))
      let correction =
        (1 - Jet.pow(l.sigmoid, 1.2) - Jet.pow(l.complement, 1.2)).scaled(by: 1 / 1.2)
      let expected = generalised.jet(z, label: 1, in: rare) - correction
      let observed = tempered.jet(z, label: 1, in: rare)
      #expect((observed.value - expected.value).magnitude < 1e-14)
      #expect((observed.first - expected.first).magnitude < 1e-14)
      #expect((observed.second - expected.second).magnitude < 1e-14)
    }
  }

  @Test("the Gauss–Newton curvature of the losses that declare it is not negative")
  func gaussNewton() throws {
    for spot in LossCase.pointwise {
      let loss = try spot.formula()
      guard loss.profile.properties.boostingCurvature == .gaussNewton else { continue }
      checkGaussNewton(loss, spot.testDescription)
    }
  }

  private func checkGaussNewton(_ loss: some PointwiseLoss, _ description: String) {
    let loss = loss.prepared(for: rare)
    for label in [0.0, 1.0] {
      for z in stride(from: -30.0, through: 30, by: 0.17) {
        let jet = loss.jet(z, label: label, in: rare)
        let form = jet.second - (1 - 2 * .sigmoid(z)) * jet.first
        let scale = jet.second.magnitude + jet.first.magnitude
        #expect(form >= -1e-14 * scale, "\(description) at \(z), y = \(label)")
      }
    }
  }
}
