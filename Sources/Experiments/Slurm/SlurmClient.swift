internal import Foundation

/// Slurm's own programs: nothing here speaks its protocol.
struct SlurmClient: Sendable {
  /// Submits a script.
  ///
  /// - Parameters:
  ///   - script: Path of the script.
  ///   - job: A job after whose end, however it ends, this one begins.
  /// - Returns: The number of the job.
  /// - Throws: ``SlurmError``.
  func submit(_ script: String, after job: String? = nil) throws(SlurmError) -> String {
    var arguments = ["--parsable"]
    // Should its condition become impossible, the job must not wait for ever.
    if let job { arguments += ["--dependency=afterany:\(job)", "--kill-on-invalid-dep=yes"] }
    let output = try Tool(name: "sbatch").text(arguments + [script])
    // With several clusters, its name follows after a semicolon.
    let id = output.split(separator: "\n").last?.split(separator: ";").first.map(String.init) ?? ""
    guard !id.isEmpty, id.allSatisfy(\.isWholeNumber) else {
      throw .unexpectedOutput(tool: "sbatch", output: output)
    }
    return id
  }

  /// Takes a job back.
  func cancel(_ job: String) throws(SlurmError) { _ = try Tool(name: "scancel").text([job]) }

  /// What of some jobs waits or runs. A job that ended long ago is unknown to the controller, which
  /// is the same as none.
  func queue(of jobs: [String]) throws(SlurmError) -> SlurmQueue {
    guard !jobs.isEmpty else { return SlurmQueue() }
    let arguments = [
      "--noheader", "--jobs=\(jobs.joined(separator: ","))", "--format=%F|%K|%T|%r",
    ]
    do {
      return SlurmQueue(squeue: try Tool(name: "squeue").text(arguments))
    } catch .refused(_, let reason) where reason.contains("Invalid job id") {
      // Of several jobs squeue leaves out those it does not know; of one it says so.
      guard jobs.count == 1 else { return try oneByOne(jobs) }
      return SlurmQueue()
    }
  }

  private func oneByOne(_ jobs: [String]) throws(SlurmError) -> SlurmQueue {
    var queue = SlurmQueue()
    for job in jobs { queue.add(try self.queue(of: [job])) }
    return queue
  }

  /// How often tasks of an array ended in which state, unless it was `COMPLETED`; from accounting
  /// where there is any, else from what the controller still remembers.
  func endings(of job: String) -> [String: Int] {
    let accounted = try? Tool(name: "sacct").text([
      "--parsable2", "--noheader", "--allocations", "--array", "--jobs=\(job)", "--format=State",
    ])
    if let accounted, !accounted.isEmpty { return Self.endings(accounted) }
    let remembered = try? Tool(name: "squeue").text([
      "--noheader", "--array", "--states=all", "--jobs=\(job)", "--format=%T",
    ])
    return Self.endings(remembered ?? "")
  }

  /// The first word of each line, such as `CANCELLED` of `CANCELLED by 0`, and how often it is there.
  static func endings(_ text: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      guard let state = line.split(separator: " ").first, state != "COMPLETED" else { continue }
      counts[String(state), default: 0] += 1
    }
    return counts
  }

  /// The largest number of tasks in one array; `nil` when it is not known.
  func largestArray() -> Int? {
    guard let text = try? Tool(name: "scontrol").text(["show", "config"]) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("MaxArraySize") }
    // The limit is one above the largest index; the first is 0.
    return line?.split(separator: "=").last.flatMap {
      Int($0.trimmingCharacters(in: .whitespaces))
    }
  }
}
