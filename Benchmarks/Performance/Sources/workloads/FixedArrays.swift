import Datasets
import Evaluation
import Foundation

/// The arrays that all programs train on, and what is printed of them.
enum FixedArrays {
  /// `NAME_X.npy` with `NAME_y.npy`.
  static func load(_ folder: String, _ name: String) throws -> Dataset {
    var options = ImportOptions()
    options.labelsFile = "\(folder)/\(name)_y.npy"
    return try ArrayPairReader(options: options).table(at: "\(folder)/\(name)_X.npy").dataset
  }

  /// Average precision, AUROC, log-loss, Brier score.
  static func metrics(logits: [Float], labels: [UInt8]) throws -> [String: Double] {
    var scratch = RankingScratch()
    var values: [String: Double] = [:]
    for key in ["average-precision", "auroc", "log-loss/raw", "brier/raw"] {
      values[key] = try SelectionMetric(key).value(
        logits: logits, labels: labels, scratch: &scratch)
    }
    return values
  }

  /// Prints one line of JSON.
  static func report(_ record: [String: Any], metrics: [String: [String: Double]]) throws {
    var record = record
    record["metrics"] = metrics
    record["peer"] = "lopsided"
    if let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8) {
      record["loadavg"] = text.split(separator: " ").prefix(3).compactMap { Double($0) }
    }
    let line = try JSONSerialization.data(withJSONObject: record, options: [.sortedKeys])
    print(String(decoding: line, as: UTF8.self))
  }
}
