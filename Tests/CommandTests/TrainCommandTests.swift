import Foundation
import Testing

@Suite("Training one model on the command line")
struct TrainCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  /// The values of a one-dimensional .npy file.
  private func array<Value: BitwiseCopyable>(_ name: String, of: Value.Type) throws -> [Value] {
    let bytes = [UInt8](try Data(contentsOf: command.folder.appending(path: name)))
    let start = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    return unsafe bytes[start...].withUnsafeBytes { raw in
      (0..<raw.count / MemoryLayout<Value>.stride).map {
        unsafe raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Value>.stride, as: Value.self)
      }
    }
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Whether XGBoost is installed.
  private func hasTrees() throws -> Bool {
    let outcome = try command.run(
      "train", "gauss", "--rows", "300", "--prevalence", "0.1", "--loss", "cross-entropy",
      "--model", "trees", "--rounds", "1", "--resamples", "0")
    if outcome.status == 0 { return true }
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("XGBoost"))
    return false
  }

  private func payments(_ count: Int = 1200) -> String {
    var csv = "kind,amount,fee,fraud\n"
    for row in 0..<count {
      let hash = (row &* 2_654_435_761) >> 7 & 0xFFFF
      let isFraud = row % 20 == 7
      csv += "\(["web", "shop", "atm"][hash % 3]),\(Double(hash % 9973) / 7 + (isFraud ? 400 : 0)),"
      csv += "\(hash % 5 == 0 ? "" : "\(hash % 89)"),\(isFraud ? "yes" : "no")\n"
    }
    return csv
  }

  @Test("A model that was saved scores the test rows as it did, to the last bit")
  func predict() throws {
    try command.write(payments(), to: "pay.csv")
    let file = ["--label", "fraud", "--positive", "yes"]
    for options in [
      ["--to-convergence", "--l2", "1e-4"], ["--model", "mlp", "--hidden", "5", "--epochs", "2"],
    ] + (try hasTrees() ? [["--model", "trees", "--rounds", "10", "--depth", "3"]] : []) {
      let trained = try command.run(
        ["train", "pay.csv", "--loss", "weighted-cross-entropy", "--resamples", "20"] + file
          + options + [
            "--save-model", "model.json", "--save-scores", "scores.npy", "--save-parts",
            "parts.npy", "--format", "json",
          ])
      #expect(trained.status == 0, "\(trained.errors)")
      let scores = try array("scores.npy", of: Float.self)
      let parts = try array("parts.npy", of: UInt8.self)
      #expect(scores.count == 240)
      #expect(parts.count == 1200)
      let predicted = try command.run(
        ["predict", "model.json", "pay.csv"] + file + ["--output", "all.npy"])
      #expect(predicted.status == 0, "\(predicted.errors)")
      let all = try array("all.npy", of: Float.self)
      #expect(all.count == 1200)
      #expect(zip(all, parts).filter { $0.1 == 2 }.map(\.0) == scores)
      // On standard output as text, with the posterior.
      let text = try command.run(["predict", "model.json", "pay.csv"] + file).output
      let lines = text.split(separator: "\n")
      #expect(lines[0] == "logit,posterior")
      #expect(
        lines.dropFirst().compactMap { $0.split(separator: ",").first.flatMap { Float($0) } } == all
      )
      let posteriors = lines.dropFirst().compactMap {
        $0.split(separator: ",").last.flatMap { Double($0) }
      }
      #expect(posteriors.count == 1200)
      // Weighted by 19: the posterior lies below the sigmoid of the logit.
      for (logit, posterior) in zip(all, posteriors) {
        let expected = 1 / (1 + exp(-Double(logit) + log(19)))
        #expect(abs(posterior - expected) < 1e-12)
      }
      let record = try json(trained.output)
      let metrics = try #require(record["metrics"] as? [String: Double])
      let intervals = try #require(record["intervals"] as? [String: [String: Double]])
      let interval = try #require(intervals["average-precision"])
      #expect(try #require(interval["lower"]) <= #require(interval["upper"]))
      let model = try json(command.text("model.json"))
      #expect(model["format"] as? String == "lopsided-model")
      #expect(model["metrics"] as? [String: Double] == metrics)
      #expect(
        (model["convergence"] as? [String: Any] != nil) == options.contains("--to-convergence"))
    }
  }

  @Test("The numbers are those of the first replicate of a suite")
  func suite() throws {
    let generated = try command.run(
      "data", "generate", "gauss", "--rows", "1500", "--prevalence", "0.05", "--output", "rows",
      "--bayes-rows", "256")
    #expect(generated.status == 0, "\(generated.errors)")
    try command.write(
      """
      name: one
      seed: 5
      replicates: 1
      configurations: 1
      losses: [cross-entropy]
      models:
        - {name: logistic, id: steps, epochs: 2, learning-rates: [0.01]}
        - {name: logistic, id: minimum, solver: newton, l2: 0.001}
      datasets:
        - folder: rows
      """, to: "one.yaml")
    let run = try command.run("run", "one.yaml")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try command.run("report", "one.yaml").status == 0)
    let csv = try command.text("reports/one/results.csv").split(separator: "\r\n")
    let head = csv[0].split(separator: ",", omittingEmptySubsequences: false)
    let place = try #require(head.firstIndex(of: "average-precision"))
    let model = try #require(head.firstIndex(of: "model"))
    func value(_ id: String) throws -> Substring {
      let line = try #require(
        csv.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
          .first { $0[model] == id })
      return line[place]
    }
    #expect(head.contains("gradient_norm"))
    for (id, options) in [
      ("steps", ["--epochs", "2", "--learning-rate", "0.01"]),
      ("minimum", ["--to-convergence", "--solver", "newton", "--l2", "0.001"]),
    ] {
      let outcome = try command.run(
        ["train", "rows", "--loss", "cross-entropy", "--seed", "5", "--format", "json"]
          + ["--resamples", "0"] + options)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("\"average-precision\" : \(try value(id)),"))
    }
  }

  @Test("A scenario is drawn, and its true posterior stands beside the model")
  func scenario() throws {
    let arguments = [
      "train", "gauss", "--rows", "900", "--prevalence", "0.05", "--loss", "focal", "--set",
      "gamma=1", "--to-convergence", "--l2", "1e-3", "--resamples", "10",
    ]
    let one = try command.run(arguments + ["--jobs", "1"])
    let two = try command.run(arguments + ["--jobs", "2"])
    #expect(one.status == 0, "\(one.errors)")
    func untimed(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.hasPrefix("Training took") }
    }
    #expect(untimed(one.output) == untimed(two.output))
    for text in [
      "true posterior", "Converged after", "focal loss (balance 0, gamma 1)", "average-precision",
      "largest gradient component",
    ] {
      #expect(one.output.contains(text))
    }
    let markdown = try command.run(arguments + ["--format", "markdown"])
    #expect(markdown.output.contains("| test metric | value |"))
  }

  @Test("What cannot be done is said, with the usual status")
  func refusals() throws {
    try command.write(payments(200), to: "pay.csv")
    try command.write("{}", to: "empty.json")
    let cases: [([String], Int32, String)] = [
      (["train", "nothing", "--loss", "mse"], 65, "no scenario of that name"),
      (["train", "gauss", "--loss", "mean-square"], 65, "mean-square"),
      (["train", "gauss", "--loss", "mse", "--rows", "10"], 64, "--rows is 10"),
      (["train", "gauss", "--loss", "mse", "--tolerance", "1"], 64, "goes with --to-convergence"),
      (
        ["train", "gauss", "--loss", "mse", "--to-convergence", "--epochs", "2"], 64,
        "leave it out beside --to-convergence"
      ),
      (
        ["train", "gauss", "--loss", "dice", "--to-convergence", "--rows", "900", "--prevalence"]
          + ["0.1"], 1, "no sum over single rows"
      ),
      (
        ["train", "gauss", "--loss", "hinge", "--save-scores", "x.npy", "--scores", "posteriors"],
        64, "no way back"
      ),
      (["train", "pay.csv", "--loss", "mse"], 65, "label"),
      (["predict", "empty.json", "pay.csv"], 65, "is no model of this program"),
      (["predict", "none.json", "pay.csv"], 65, "cannot be read"),
    ]
    for (arguments, status, text) in cases {
      let outcome = try command.run(arguments)
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains(text), "\(arguments): \(outcome.errors)")
    }
    // A model whose features the rows do not have.
    let trained = try command.run(
      "train", "gauss", "--rows", "900", "--prevalence", "0.05", "--loss", "mse",
      "--to-convergence", "--resamples", "0", "--save-model", "gauss.json")
    #expect(trained.status == 0, "\(trained.errors)")
    let outcome = try command.run(
      "predict", "gauss.json", "pay.csv", "--label", "fraud", "--positive", "yes")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("Features are matched by name"))
  }
}
