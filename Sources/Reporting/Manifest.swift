internal import Foundation
internal import Results

/// What a report was made from; free of clock and machine.
struct Manifest: Encodable {
  private struct Dataset: Encodable {
    let id: String
    let design: String
    let hash: String
  }

  private struct Trials: Encodable {
    let planned: Int
    let scored: Int
    let failed: Int
    let missing: Int
  }

  private let format = 1
  private let suite: String
  private let title: String
  private let suiteFile: String
  private let suiteFileHash: String
  private let version: String
  private let seed: UInt64
  private let replicates: Int
  /// Of a run that added replicates until comparisons were decided.
  private let sequential: SequentialRecord?
  private let configurations: Int
  private let selectionMetric: String
  private let reference: String
  private let practicalEquivalence: Double
  private let losses: [String]
  private let models: [String]
  private let datasets: [Dataset]
  private let trials: Trials
  private let commands: [String]
  private let arithmetics: [String]

  init(_ study: Study) {
    let record = study.suite
    suite = record.name
    title = record.title
    suiteFile = record.path
    suiteFileHash = record.fileHash
    version = record.version
    seed = record.seed
    replicates = record.replicates
    sequential = record.sequential
    configurations = record.configurations
    selectionMetric = record.selectionMetric
    reference = record.reference
    practicalEquivalence = record.practicalEquivalence
    losses = record.losses.map(\.id)
    models = record.models.map(\.name)
    datasets = record.datasets.map {
      Dataset(id: $0.id, design: $0.design.rawValue, hash: $0.hash)
    }
    trials = Trials(
      planned: study.planned, scored: study.scored, failed: study.failed, missing: study.missing)
    arithmetics = study.arithmetics
    commands = record.commands
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

/// A word as a shell reads it back: quoted when it holds more than the usual characters of a path.
func shellQuoted(_ word: String) -> String {
  let isPlain = word.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "/._-".utf8.contains(byte)
  }
  return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}

extension SuiteRecord {
  /// The commands that run what is missing and make the report.
  var commands: [String] {
    let path = shellQuoted(path)
    let plugins = (plugins ?? []).map { " --plugin \(shellQuoted($0))" }.joined()
    let until =
      sequential.map { " --until-decided --max-replicates \($0.maximumReplicates)" } ?? ""
    return ["lopsided run \(path)\(plugins)\(until)", "lopsided report \(path)"]
  }
}
