internal import Experiments
internal import Foundation
internal import Results
internal import Synchronization

/// Shows how far a run is: one line that moves on a terminal, a line each tenth and each ten
/// minutes elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var trials = 0
    /// Trials finished before the run.
    var kept = 0
    /// Trials finished by the run.
    var finished = 0
    var begun = 0
    var failed = 0
    var share = 0.0
    var left: Duration?
    var shownTenth = 0
    var lastShown = ContinuousClock.Instant.now
    var start = ContinuousClock.Instant.now
    var hasLine = false
    var isFinished = false
  }

  private let name: String
  private let metric: String?
  private let isInteractive: Bool
  private let state = Mutex(State())

  /// A display of nothing yet.
  ///
  /// - Parameters:
  ///   - name: the suite's name.
  ///   - metric: what is told of every trial; `nil` for no line for each trial.
  ///   - isInteractive: whether a line may move.
  init(name: String, metric: String? = nil, isInteractive: Bool = Terminal.isInteractive) {
    self.name = name
    self.metric = metric
    self.isInteractive = isInteractive
  }

  /// Trials that were begun and are not saved yet.
  var inFlight: Int { state.withLock { $0.begun - $0.finished } }

  /// Takes note of an event, and shows it when it is time to.
  func show(_ event: RunEvent) {
    state.withLock { state in
      switch event {
      case .planned(let trials, let finished):
        clear(&state)
        // A run may have several rounds.
        state = State()
        state.trials = trials
        state.kept = finished
        let kept = finished > 0 ? ", \(finished) of them finished before" : ""
        print("\(name): \(trials) trials\(kept)", &state)
      case .resources(let resources): print("\(name): \(resources.sentence)", &state)
      case .began(let trials): state.begun += trials
      case .advanced(let share): state.share = max(state.share, share)
      case .remaining(let left): state.left = left
      case .finished(let record):
        state.finished += 1
        if record.outcome.failure != nil { state.failed += 1 }
        if let metric { print(record.line(metric: metric), &state) }
      case .counted(let finished, let failed):
        state.finished = finished
        state.failed = failed
      }
      render(&state)
    }
  }

  /// Prints a line of its own.
  func note(_ line: String) {
    state.withLock { print($0.hasLine ? line : "\(name): \(line)", &$0) }
  }

  /// Ends the moving line.
  func finish() {
    state.withLock { state in
      clear(&state)
      guard !state.isFinished, state.share > 0 else { return }
      state.isFinished = true
      let elapsed = DurationText.text(ContinuousClock.now - state.start)
      Terminal.error("\(name): \(state.share < 1 ? "stopped after" : "done in") \(elapsed)")
    }
  }

  private func print(_ line: String, _ state: inout State) {
    clear(&state)
    Terminal.error(line)
  }

  private func clear(_ state: inout State) {
    if state.hasLine { Terminal.rewrite("\r\u{1B}[K") }
    state.hasLine = false
  }

  private func render(_ state: inout State) {
    guard state.share > 0 else { return }
    let now = ContinuousClock.now
    let elapsed = now - state.start
    let failures = state.failed > 0 ? ", \(state.failed) failed" : ""
    let counts = "\(state.kept + state.finished) of \(state.trials) trials\(failures)"
    let eta = state.left.map { "\(DurationText.text($0)) left" } ?? ""
    if isInteractive {
      guard now - state.lastShown > .milliseconds(100) || !state.hasLine else { return }
      state.lastShown = now
      state.hasLine = true
      let percent = Int((state.share * 100).rounded(.down))
      let tail = " \(percent) %  \(counts)  \(rate(state, elapsed))\(eta)"
      let room = max(Terminal.width - name.count - tail.count - 4, 0)
      let cells = min(room, 30)
      let full = Int((Double(cells) * state.share).rounded(.down))
      let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
      let line = "\(name) \(bar)\(tail)".prefix(max(Terminal.width - 1, 1))
      Terminal.rewrite("\r\u{1B}[K\(line)")
    } else {
      let tenth = Int(state.share * 10)
      guard tenth > state.shownTenth || now - state.lastShown > .seconds(600) else { return }
      state.shownTenth = tenth
      state.lastShown = now
      Terminal.error(
        "\(name): \(Int(state.share * 100)) %, \(counts), \(DurationText.text(elapsed)) elapsed"
          + (tenth < 10 && !eta.isEmpty ? ", \(rate(state, elapsed))\(eta)" : ""))
    }
  }

  /// "12 trials/min, " once there is something to tell.
  private func rate(_ state: State, _ elapsed: Duration) -> String {
    let seconds = elapsed / .seconds(1)
    guard state.finished > 0, seconds > 1 else { return "" }
    let perMinute = Double(state.finished) * 60 / seconds
    let number =
      perMinute < 10
      ? "\((perMinute * 10).rounded() / 10)" : "\(Int(min(perMinute.rounded(), 1e9)))"
    return "\(number) trials/min, "
  }
}

extension RunResources {
  /// The estimate in one line.
  fileprivate var sentence: String {
    let each = "each takes up to \(Self.size(unitMemory)) of memory, by estimate"
    let all = "all may take \(Self.size(availableMemory))"
    let fewer =
      jobs < wanted ? " (\(wanted) would not fit; their cores help with the others' work)" : ""
    return "\(jobs) \(jobs == 1 ? "job" : "jobs")\(fewer); \(each), \(all)"
  }

  private static func size(_ bytes: Double) -> String {
    bytes < 1e9
      ? "\(Int(max(bytes / 1e6, 1))) MB" : "\((bytes / 1e8).rounded() / 10) GB"
  }
}

extension TrialRecord {
  /// One line for people.
  fileprivate func line(metric: String) -> String {
    let place = "\(dataset), replicate \(replicate), \(model), \(loss)"
    let time = "\((seconds * 100).rounded() / 100) s"
    return switch outcome {
    case .failed(let failure):
      "\(place): \(failure.kind.rawValue) after \(time): \(failure.reason)"
    case .scored(let scores):
      "\(place): \(metric) "
        + "\(scores.tuned.metrics[metric].map { "\(($0 * 1e5).rounded() / 1e5)" } ?? "undefined")"
        + " in \(time)"
    }
  }
}

/// Durations for people.
enum DurationText {
  /// "8 s", "3 min 5 s", "2 h 10 min".
  static func text(_ duration: Duration) -> String {
    let seconds = Int((duration / .seconds(1)).rounded())
    return switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}
