internal import Foundation

extension GenerationTiming {
  /// What was measured, for programs.
  struct Record: Encodable {
    let scenario: String
    let preset: String
    let rows: Int
    let jobs: Int
    let isKept: Bool
    let seconds: [Double]
    let medianSeconds: Double
    let rowsPerSecond: Double
    let nanosecondsPerRow: Double
    let bytesPerRow: Int
    let wordsShare: Double
    let normalsShare: Double
    let lawShare: Double
    let stagesNanosecondsPerRow: Double
    let hashingNanosecondsPerRow: Double
    let writingSeconds: [Double]
    let memoryBytesPerSecond: Double
    let peakMemoryBytes: Int
    let checksum: String
  }

  var record: Record {
    let seconds = Self.median(seconds)
    let words = Self.median(stages.map(\.words))
    let normals = Self.median(stages.map(\.normals))
    let law = Self.median(stages.map(\.law))
    let total = words + normals + law
    return Record(
      scenario: scenarioName, preset: preset, rows: rowCount, jobs: jobCount, isKept: isKept,
      seconds: self.seconds, medianSeconds: seconds, rowsPerSecond: Double(rowCount) / seconds,
      nanosecondsPerRow: seconds * 1e9 / Double(rowCount), bytesPerRow: bytesPerRow,
      wordsShare: words / total, normalsShare: normals / total, lawShare: law / total,
      stagesNanosecondsPerRow: total,
      hashingNanosecondsPerRow: Self.median(stages.map(\.hashing)), writingSeconds: writing,
      memoryBytesPerSecond: memoryRate, peakMemoryBytes: PeakMemory.bytes,
      checksum: String(checksum, radix: 16))
  }

  /// What was measured, for people.
  var text: String {
    let record = record
    func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
    func number(_ value: Double, _ digits: Int = 1) -> String {
      String(format: "%.\(digits)f", value)
    }
    let generated = record.rowsPerSecond * Double(record.bytesPerRow)
    var lines = [
      """
      \(record.scenario), preset \(record.preset): \(rowCount) rows, \(jobCount) \
      \(jobCount == 1 ? "thread" : "threads"), \(isKept ? "kept in memory" : "not kept")
      """,
      """
      \(number(record.medianSeconds, 4)) s, the median of \(record.seconds.count) turns \
      (\(number(record.seconds.min() ?? 0, 4)) to \(number(record.seconds.max() ?? 0, 4)))
      """,
      """
      \(number(record.rowsPerSecond / 1e6, 2)) million rows a second, \
      \(number(record.nanosecondsPerRow)) ns a row
      """,
      """
      of a core's \(number(record.stagesNanosecondsPerRow)) ns a row: random words \
      \(percent(record.wordsShare)), normals \(percent(record.normalsShare)), the scenario's law, \
      posterior and labels \(percent(record.lawShare))
      """,
      """
      \(record.bytesPerRow) bytes a row: \(number(generated / 1e9, 2)) GB/s, \
      \(percent(generated / record.memoryBytesPerSecond)) of the \
      \(number(record.memoryBytesPerSecond / 1e9)) GB/s that memory takes from as many threads
      """,
    ]
    if !record.writingSeconds.isEmpty {
      let writing = Self.median(record.writingSeconds)
      let hashing = record.hashingNanosecondsPerRow * Double(rowCount) / 1e9 / Double(jobCount)
      let rest = max(0, writing - record.medianSeconds - hashing)
      lines.append(
        """
        drawn, hashed and written in \(number(writing, 3)) s: drawing \
        \(percent(record.medianSeconds / writing)), hashing about \(percent(hashing / writing)) \
        (\(number(record.hashingNanosecondsPerRow)) ns a row and core), writing and waiting for \
        the disk \(percent(rest / writing))
        """)
    }
    lines.append(
      "peak memory \(record.peakMemoryBytes >> 20) MiB, checksum \(record.checksum)")
    return lines.joined(separator: "\n")
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}

/// The most memory that this process has held.
enum PeakMemory {
  /// Bytes, 0 where that is unknown.
  static var bytes: Int {
    var usage = rusage()
    #if os(Linux)
      guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
      return Int(usage.ru_maxrss) << 10
    #else
      guard unsafe getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
      return Int(usage.ru_maxrss)
    #endif
  }
}
