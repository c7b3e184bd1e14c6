internal import Datasets
internal import Experiments
internal import Foundation

/// The suite that an import writes beside the rows, to be run as it is or changed.
struct ImportedSuite {
  let name: String
  let table: ImportedTable
  /// The column that says what rows are worth, if there is one.
  let amount: String?

  /// Small data take small batches and many epochs, large ones the reverse.
  private var sizes: (batch: Int, epochs: Int, patience: Int, replicates: Int) {
    switch table.dataset.rowCount {
    case ..<20_000: (256, 60, 10, 20)
    case ..<100_000: (1024, 30, 6, 10)
    default: (1024, 10, 3, 10)
    }
  }

  var yaml: String {
    let sizes = sizes
    let amountLine = amount.map { "\n    amount: \(Self.quoted($0))" } ?? ""
    return """
      # Which loss for \(identifier)? Made by `lopsided data import`; change it as you like.
      name: "\(identifier)"
      title: Which loss function to train with on \(identifier)
      seed: 1
      replicates: \(sizes.replicates)
      configurations: 4
      selection-metric: average-precision
      reference: cross-entropy
      practical-equivalence: 0.01

      losses: [cross-entropy, weighted-cross-entropy, focal, mse]

      models:
        - name: logistic
          batch-size: \(sizes.batch)
          epochs: \(sizes.epochs)
          patience: \(sizes.patience)
          learning-rates: [0.001, 0.003, 0.01, 0.03]
          default-learning-rate: 0.003
        - name: mlp
          hidden: [64, 32]
          batch-size: \(sizes.batch)
          epochs: \(sizes.epochs)
          patience: \(sizes.patience)
          learning-rates: [0.0003, 0.001, 0.003, 0.01]
          default-learning-rate: 0.003

      datasets:
        - id: "\(identifier)"
          folder: .
          split: {training: 0.6, validation: 0.2, test: 0.2\(splitKeys)}\(amountLine)

      """
  }

  /// How rows are divided, where that is not by chance: rows of later days are tested on, or
  /// entities that were not trained on.
  private var splitKeys: String {
    if table.dataset.attributes.times != nil { return ", by: time" }
    return table.dataset.attributes.entities != nil ? ", by: entity" : ""
  }

  /// What a file is called without the endings of its formats.
  static func name(of file: String) -> String {
    var url = URL(filePath: file)
    if url.pathExtension.lowercased() == "gz" { url = url.deletingPathExtension() }
    return url.deletingPathExtension().lastPathComponent
  }

  /// Any text as YAML takes it.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "''") + "'"
  }

  private var identifier: String { SuiteFile.identifier(from: name) }
}
