internal import Foundation
internal import Results

/// Has the trials of a unit trained in a process of their own.
struct IsolatedUnit {
  let plan: SuitePlan
  let unit: SuitePlan.Unit
  let isolation: TrialIsolation
  let threads: Int
  /// Memory that the process may take, in bytes.
  let memory: Double
  /// Where it keeps scores, if it does.
  let scores: URL?

  /// Runs the trials; whatever goes wrong becomes a failed trial with its reason.
  ///
  /// - Parameter progress: told the share of the unit's training that is done.
  /// - Returns: a record for each of the unit's trials, in their order.
  func run(progress: (Double) -> Void) -> [TrialRecord] {
    let clock = ContinuousClock()
    var start = clock.now
    let together = attempt(unit.trials, progress: progress)
    if case .records(let records) = together { return records }
    guard unit.trials.count > 1 else {
      return [record(unit.trials[0], together, clock.now - start)]
    }
    // Only those fail that bring a process down alone.
    return unit.trials.enumerated().map { index, trial in
      start = clock.now
      let alone = attempt([trial]) { _ in }
      progress(Double(index + 1) / Double(unit.trials.count))
      if case .records(let records) = alone { return records[0] }
      return record(trial, alone, clock.now - start)
    }
  }

  private enum Outcome {
    case records([TrialRecord])
    case failure(TrialFailure)
  }

  private func attempt(
    _ trials: [SuitePlan.UnitTrial], progress: (Double) -> Void
  ) -> Outcome {
    let request = UnitRequest(
      dataset: plan.datasets[unit.dataset].record.id, model: plan.suite.models[unit.model].id,
      replicate: unit.replicate, keys: trials.map(\.key), threads: threads, memory: memory,
      scores: scores?.path)
    let child: ChildProcess
    do {
      let json = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
      child = try ChildProcess(
        executable: isolation.executable, arguments: isolation.arguments + [json])
    } catch {
      return .failure(TrialFailure(kind: .error, reason: "\(error)"))
    }
    let deadline = isolation.timeLimit.map { SuspendingClock.now + $0 * trials.count }
    var records: [TrialRecord] = []
    while true {
      switch child.next(until: deadline) {
      case .late:
        _ = child.end(grace: .zero)
        return .failure(timedOut)
      case .closed:
        return .failure(crash(child.end(grace: .seconds(5))))
      case .line(let line):
        switch try? JSONDecoder().decode(UnitMessage.self, from: line) {
        case .progress(let share)?: progress(share)
        case .record(let record)?: records.append(record)
        case .refused(let reason)?:
          _ = child.end(grace: .seconds(1))
          return .failure(TrialFailure(kind: .error, reason: reason))
        case .end?:
          _ = child.end(grace: .seconds(1))
          guard records.map(\.key) == trials.map(\.key) else { return .failure(garbled) }
          return .records(records)
        case nil:
          _ = child.end(grace: .zero)
          return .failure(garbled)
        }
      }
    }
  }

  private func record(
    _ trial: SuitePlan.UnitTrial, _ outcome: Outcome, _ time: Duration
  ) -> TrialRecord {
    var failure = garbled
    if case .failure(let known) = outcome { failure = known }
    let model = plan.suite.models[unit.model]
    return TrialRecord(
      key: trial.key, dataset: plan.datasets[unit.dataset].record.id, replicate: unit.replicate,
      model: model.id, loss: plan.suite.losses[trial.loss].id, outcome: .failed(failure),
      seconds: time / .seconds(1), arithmetic: model.training.arithmetic)
  }

  private var timedOut: TrialFailure {
    let seconds = (isolation.timeLimit ?? .zero) / .seconds(1)
    let text = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    return TrialFailure(
      kind: .timedOut,
      reason: "It took longer than the time limit of \(text) s, alone in its process.")
  }

  private var garbled: TrialFailure {
    TrialFailure(kind: .crashed, reason: "Its process gave an answer that cannot be read.")
  }

  private func crash(_ ending: ChildProcess.Ending) -> TrialFailure {
    let reason =
      switch ending {
      case .status(let status): "Its process ended by itself, with status \(status)."
      case .signal(SIGKILL):
        """
        Its process was killed (signal 9), as the system does when memory runs out.
        """
      case .signal(let signal):
        "Its process crashed (signal \(signal), \(unsafe String(cString: strsignal(signal))))."
      }
    return TrialFailure(kind: .crashed, reason: reason)
  }
}
