import Foundation
import Testing

@Suite("Losses are evaluated on the user's rows")
struct LossEvaluationTests {
  let command: Command

  init() throws { command = try Command() }

  @Test("as CSV and JSON, from text")
  func text() throws {
    try command.write("0\n-2, 2\n\n", to: "logits.txt")
    try command.write("1,1,0", to: "labels.csv")
    let csv = try command.run(
      "loss", "eval", "mse", "--logits", "logits.txt", "--labels", "labels.csv")
    #expect(csv.status == 0, "\(csv.errors)")
    let lines = csv.output.split(separator: "\n")
    #expect(lines.first == "row,logit,label,value,gradient,curvature")
    #expect(lines.dropFirst().first == "0,0.0,1,0.25,-0.25,0.125")
    #expect(lines.count == 4)

    let json = try command.run(
      "loss", "eval", "cross-entropy", "--logits", "logits.txt", "--labels", "labels.csv",
      "--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let values = try #require(object["value"] as? [Double])
    // scipy.special.log1p and expit, sixteen digits.
    #expect((values[1] - 2.126_928_011_042_973).magnitude < 1e-15)
    let gradient = try #require(object["gradient"] as? [Double])
    #expect((gradient[2] - 0.880_797_077_977_882_4).magnitude < 1e-15)
    let weighted = try command.run(
      "loss", "eval", "weighted-cross-entropy", "--set", "exponent=1", "--positives", "1",
      "--negatives", "4", "--logits", "logits.txt", "--labels", "labels.csv")
    #expect(weighted.output.contains("\n0,0.0,1,2.772588722239781,-2.0,1.0\n"))
  }

  @Test("from NumPy arrays of each type")
  func arrays() throws {
    try npy("<f4", [Float(0), -2].flatMap { bytes($0.bitPattern) }, count: 2, "z.npy")
    try npy("<f8", [0.0, -2].flatMap { bytes($0.bitPattern) }, count: 2, "z8.npy")
    try npy("|u1", [1, 0], count: 2, "y.npy")
    let single = try command.run("loss", "eval", "mse", "--logits", "z.npy", "--labels", "y.npy")
    #expect(single.status == 0, "\(single.errors)")
    #expect(single.output.contains("\n0,0.0,1,0.25,-0.25,0.125\n"))
    let double = try command.run("loss", "eval", "mse", "--logits", "z8.npy", "--labels", "y.npy")
    #expect(double.output == single.output)
    try npy("<f4", [], count: 2, "short.npy")
    let short = try command.run(
      "loss", "eval", "mse", "--logits", "short.npy", "--labels", "y.npy")
    #expect(short.status == 65)
    #expect(short.errors.contains("short.npy"))
    try command.write("no array", to: "text.npy")
    #expect(
      try command.run("loss", "eval", "mse", "--logits", "text.npy", "--labels", "y.npy").status
        == 65)
  }

  @Test("bad input is told with file, line, value and what would be valid")
  func errors() throws {
    try command.write("0\n1\n", to: "z.txt")
    try command.write("0\n1\n", to: "y.txt")
    func outcome(_ logits: String, _ labels: String) throws -> Command.Outcome {
      try command.write(logits, to: "a.txt")
      try command.write(labels, to: "b.txt")
      return try command.run("loss", "eval", "mse", "--logits", "a.txt", "--labels", "b.txt")
    }
    for (logits, labels, part) in [
      ("0\nx\n", "0\n1\n", "'a.txt', line 2, holds 'x'; it must be a finite number."),
      ("0\nnan\n", "0\n1\n", "'a.txt', line 2, holds 'nan'; it must be a finite number."),
      ("0\n1\n", "0\n0.5\n", "'b.txt', line 2, holds '0.5'; it must be 0 or 1."),
      ("0\n1\n", "0\n1\n1\n", "'a.txt' holds 2 numbers and 'b.txt' holds 3"),
      ("0,,1\n", "0\n1\n", "'a.txt', line 1, holds ''"),
      ("\n", "0\n", "'a.txt' holds no number"),
    ] {
      let outcome = try outcome(logits, labels)
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains(part), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    let missing = try command.run(
      "loss", "eval", "mse", "--logits", "nowhere.txt", "--labels", "y.txt")
    #expect(missing.status == 65)
    #expect(missing.errors.contains("'nowhere.txt'"))
    try command.write("1\n-1\n", to: "amounts.txt")
    let negative = try command.run(
      "loss", "eval", "mse", "--logits", "z.txt", "--labels", "y.txt", "--amounts", "amounts.txt")
    #expect(
      negative.errors.contains("line 2, holds '-1'; it must be a number from 0 to 3e38."))
    #expect(try command.run("loss", "eval", "mse", "--logits", "z.txt").status == 64)
  }

  private func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private func npy(_ type: String, _ values: [UInt8], count: Int, _ name: String) throws {
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(count),), }\n"
    let data =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + values
    try Data(data).write(to: command.folder.appending(path: name))
  }
}
