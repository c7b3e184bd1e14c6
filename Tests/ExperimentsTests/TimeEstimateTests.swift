import Testing

@testable import Experiments

@Suite("The time that a run will still take")
struct TimeEstimateTests {
  private func unit(_ kind: Int, _ cost: Double, seconds: Double? = nil) -> TimeEstimate.Unit {
    TimeEstimate.Unit(kind: kind, cost: cost, seconds: seconds)
  }

  @Test("Nothing is said while nothing is known")
  func nothing() {
    #expect(
      TimeEstimate(units: [unit(0, 1), unit(1, 2)], jobs: 2, earlier: [:]).remaining == nil)
  }

  @Test("Each kind of unit goes by its own pace, an unknown one by the others'")
  func kinds() {
    var estimate = TimeEstimate(
      units: [
        unit(0, 10, seconds: 5), unit(1, 10, seconds: 50), unit(0, 20), unit(0, 20), unit(1, 4),
      ], jobs: 1, earlier: [:])
    #expect(estimate.remaining == 40)
    estimate = TimeEstimate(units: estimate.units, jobs: 2, earlier: [:])
    #expect(estimate.remaining == 20)
    estimate = TimeEstimate(units: estimate.units, jobs: 8, earlier: [:])
    // No shorter than the longest unit.
    #expect(estimate.remaining == 20)
    estimate.units.append(unit(2, 2))
    estimate = TimeEstimate(units: estimate.units, jobs: 1, earlier: [:])
    // Half a second and five for a unit of cost make 2.75 in the middle.
    #expect(estimate.remaining == 45.5)
  }

  @Test("Earlier runs count until this one has finished a unit")
  func earlier() {
    let waiting = TimeEstimate(units: [unit(0, 10), unit(0, 10)], jobs: 1, earlier: [0: 2])
    #expect(waiting.remaining == 40)
    let begun = TimeEstimate(
      units: [unit(0, 10, seconds: 10), unit(0, 10)], jobs: 1, earlier: [0: 2])
    #expect(begun.remaining == 10)
  }

  @Test("A unit in flight goes by its own pace the more the further it is")
  func flight() {
    var units = [unit(0, 10, seconds: 10), unit(0, 10)]
    units[1].flight = (seconds: 8, share: 0.5)
    // Half the way from 10 s, which others took, to the 16 s that it is heading for.
    #expect(TimeEstimate(units: units, jobs: 1, earlier: [:]).remaining == 5)
    units[1].flight = (seconds: 30, share: 1)
    #expect(TimeEstimate(units: units, jobs: 1, earlier: [:]).remaining == 0)
  }
}
