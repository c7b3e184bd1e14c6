import Testing

@testable import Experiments

@Suite("Threads and memory are shared out among the units in flight")
struct SharingTests {
  @Test("The last units get the threads of those that are finished")
  func threads() {
    let budget = ThreadBudget(threads: 8, jobs: 4, units: 5)
    #expect(budget.share == 2)
    for _ in 0..<3 { budget.finishUnit() }
    #expect(budget.share == 4)
    budget.finishUnit()
    #expect(budget.share == 8)
  }

  @Test("No more trials are evaluated side by side than there is memory for")
  func evaluations() {
    let budget = ThreadBudget(threads: 8, jobs: 4, units: 5)
    #expect(budget.evaluations == 1)
    for _ in 0..<3 { budget.finishUnit() }
    #expect(budget.evaluations == 2)
    budget.finishUnit()
    #expect(budget.evaluations == 4)
    // Memory lets one unit run at a time, however many threads there are.
    #expect(ThreadBudget(threads: 8, jobs: 1, units: 3).evaluations == 1)
  }

  @Test("Images come in the order of the elements, whoever worked them out", arguments: [1, 2, 5])
  func concurrentMap(threads: Int) {
    let numbers = Array(0..<100)
    #expect(numbers.concurrentMap(threads: threads) { $0 * $0 } == numbers.map { $0 * $0 })
    #expect([Int]().concurrentMap(threads: threads) { $0 }.isEmpty)
  }
}
