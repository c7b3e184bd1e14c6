import CounterRandom
import Datasets
import Losses
import Synchronization
import Testing

@testable import Training

@Suite("Derivatives for boosted trees")
struct BoostingRowsTests {
  static let rowCount = 5 * BoostingRows.rowsAtOnce + 5
  static let labels: [Float] = (0..<rowCount).map { $0 % 150 == 0 ? 1 : 0 }
  static let context = LossContext(
    positives: labels.reduce(0) { $0 + Double($1) },
    negatives: labels.reduce(0) { $0 + Double(1 - $1) })

  /// Logits of all sizes that training meets.
  static func logits() -> [Float] {
    var generator = CounterGenerator(seed: 5, stream: 1)
    return (0..<rowCount).map { _ in Float(generator.normal() * 4 - 3) }
  }

  /// Teams of one, two and three threads; of XGBoost's, and of the system's.
  static func teams() throws -> [WorkerTeam] {
    let library = try XGBoostLibrary.installed()
    return (1...3).flatMap {
      [WorkerTeam(threads: $0), WorkerTeam(threads: $0, library: library)]
    }
  }

  struct Found: Equatable {
    var sum: UInt64
    var isFinite: Bool
    var gradient: [UInt32]
    var curvature: [UInt32]
  }

  func evaluate(_ loss: any Loss, at logits: [Float], by team: WorkerTeam) -> Found {
    let rows = BoostingRows(
      labels: Self.labels, amounts: Self.labels.indices.map { Float($0 % 97) }, team: team)
    let loss = BoostedLoss(loss).prepared(for: Self.context)
    var state = loss.loss.initialState(in: Self.context)
    let result = rows.evaluate(
      loss, at: logits.span, scale: 3, in: Self.context, state: &state)
    return Found(
      sum: result.sum.bitPattern, isFinite: result.isFinite,
      gradient: rows.gradient.values.map(\.bitPattern),
      curvature: rows.curvature.values.map(\.bitPattern))
  }

  @Test(
    "Any number of threads gives the bits of one",
    arguments: ["focal", "cross-entropy", "hinge", "amount-weighted-cross-entropy", "ghm-c"])
  func threads(name: String) throws {
    let loss = try LossCatalogue.builtIn.make(name)
    let logits = Self.logits()
    let results = try Self.teams().map { evaluate(loss, at: logits, by: $0) }
    for result in results.dropFirst() { #expect(result == results[0]) }
    #expect(results[0].isFinite)
    #expect(Set(results[0].gradient).count > 1)
    #expect(
      results[0].curvature.allSatisfy { Float(bitPattern: $0) >= BoostingRows.leastCurvature })
  }

  @Test("Parts give the derivatives of the whole batch, and their sum")
  func parts() throws {
    let loss = try LossCatalogue.builtIn.make("focal").prepared(for: Self.context)
    let logits = Self.logits()
    let batch = LossBatch(labels: Self.labels)
    var state = loss.initialState(in: Self.context)
    var (gradient, curvature) = ([Float](repeating: 0, count: Self.rowCount), Self.labels)
    var sum = 0.0
    do {
      var slopes = gradient.mutableSpan
      var bends = curvature.mutableSpan
      sum = loss.derivatives(
        at: logits.span, of: batch, in: Self.context, state: &state, gradient: &slopes,
        curvature: &bends)
      _ = loss.profile.properties.boostingCurvature.finish(
        gradient: &slopes, curvature: &bends, at: logits.span, scale: 3,
        least: BoostingRows.leastCurvature)
    }
    for team in try Self.teams() {
      let found = evaluate(loss, at: logits, by: team)
      #expect(found.gradient == gradient.map(\.bitPattern))
      #expect(found.curvature == curvature.map(\.bitPattern))
      #expect(abs(Double(bitPattern: found.sum) / sum - 1) < 1e-12)
    }
  }

  @Test("One derivative that is not finite is found by any number of threads")
  func notFinite() throws {
    let loss = try LossCatalogue.builtIn.make("focal")
    var logits = Self.logits()
    logits[3 * BoostingRows.rowsAtOnce + 7] = .nan
    for team in try Self.teams() {
      #expect(!evaluate(loss, at: logits, by: team).isFinite)
    }
  }

  @Test("A team does every piece of work once", arguments: [0, 1, 2, 3, 1000])
  func pieces(count: Int) throws {
    for team in try Self.teams() {
      let done = Mutex([Int](repeating: 0, count: count))
      team.perform(count) { index in done.withLock { $0[index] += 1 } }
      #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
    }
  }

  @Test("XGBoost's threads do the work, where it has them")
  func own() throws {
    let library = try XGBoostLibrary.installed()
    guard unsafe library.functions.parallel != nil else { return }
    // Each piece waits for the other, so that two threads must be there.
    let arrived = Atomic(0)
    let met = Atomic(0)
    let last = ContinuousClock.now + .seconds(20)
    WorkerTeam(threads: 2, library: library).perform(2) { _ in
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < 2, ContinuousClock.now < last {}
      if arrived.load(ordering: .relaxed) == 2 { met.add(1, ordering: .relaxed) }
    }
    #expect(met.load(ordering: .relaxed) == 2)
  }

  @Test("Times of a learner are told, one round after another")
  func times() throws {
    let data = rareClouds(rows: 1000, positives: 50)
    var trainer = try TreeTrainer(
      settings: TreeSettings(maximumRounds: 6, depth: 3, evaluationInterval: 2), seed: 1)
    let told = Mutex<[TreeTimes]>([])
    trainer.timed = { times in told.withLock { $0.append(times) } }
    let clock = ContinuousClock()
    let whole = try clock.measure { _ = try trainer.grow(CrossEntropy(), on: data) }
    let times = try #require(told.withLock { $0 }.first)
    #expect(told.withLock { $0.count } == 1)
    #expect(times.rounds == 6)
    let parts = [times.start, times.logits, times.derivatives, times.trees, times.validation]
    #expect(parts.allSatisfy { $0 > .zero })
    #expect(parts.reduce(.zero, +) < whole)
  }
}
