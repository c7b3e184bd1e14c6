import Foundation
import Testing

@Suite("Scenarios on the command line")
struct ScenarioCommandTests {
  let command: Command

  init() throws { command = try Command() }

  @Test("The list shows presets, parameters with ranges, and warps")
  func list() throws {
    let outcome = try command.run("data", "list")
    #expect(outcome.status == 0)
    for line in [
      "  --preset worldline: As hard as the published Worldline e-commerce data.",
      "  --set slope=10.0: standard deviation of the logit (from 1.0 to 30.0)",
      "  --warp rotation: Turns rows by a fixed orthogonal matrix, which trees do not like.",
    ] { #expect(outcome.output.contains(line + "\n"), "\(line)") }
    #expect(outcome.output.contains("(5 numbers, each from 1e-06 to 1000000.0)"))
  }

  @Test("Parameters and a warp change the rows, and the manifest says so")
  func generate() throws {
    let outcome = try command.run(
      "data", "generate", "typologies", "--rows", "500", "--prevalence", "0.1", "--set",
      "shell-scale=2.5", "--set", "typology-weights=0.5,0.2,0.1,0.1,0.1", "--warp", "rotation",
      "--bayes-rows", "64", "--output", "rows")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "rows: 500 rows, 50 positive, 28 features\n")
    let manifest = try command.text("rows/manifest.json")
    #expect(manifest.contains("\"warp\" : \"rotation\""))
    #expect(manifest.contains("\"name\" : \"C28\""))
    #expect(!manifest.contains("\"name\" : \"V1\""))
    let object = try JSONSerialization.jsonObject(with: Data(manifest.utf8))
    let draw = try #require((object as? [String: Any])?["draw"] as? [String: Any])
    let parameters = try #require(draw["parameters"] as? [[String: Any]])
    let values = parameters.map { $0["values"] as? [Double] }
    #expect(values[0] == [0.5, 0.2, 0.1, 0.1, 0.1])
    #expect(values[4] == [2.5])
  }

  @Test(
    "What is wrong is named, with what would be valid",
    arguments: [
      (["--set", "shell-scal=2"], "Did you mean 'shell-scale'?", 65),
      (["--set", "shell-scale=200"], "is [200.0]; it must be one number from 0.1 to 10.0", 65),
      (["--set", "typology-weights=1,2"], "is [1.0, 2.0]; it must be 5 numbers", 65),
      (["--set", "shell-scale=wide"], "has the value \"wide\"; it must be a number", 64),
      (["--set", "shell-scale"], "it must be NAME=VALUE, such as rho=0.9", 64),
      (["--warp", "rotatoin"], "Did you mean 'rotation'? The warps are: rotation", 65),
      (["--prevalence", "1.5"], "it must lie between 0 and 1", 65),
      (["--preset", "easi"], "Did you mean 'easy'?", 65),
    ] as [([String], String, Int32)])
  func errors(arguments: [String], message: String, status: Int32) throws {
    let words = ["data", "generate", "typologies", "--rows", "100", "--output", "rows"]
    let process = command.process(words + arguments)
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status, "\(text)")
    #expect(text.contains(message), "\(text)")
    #expect(!command.exists("rows"))
  }

  @Test("A scenario's laws are checked and printed as a table, the same for any number of threads")
  func laws() throws {
    let arguments = ["data", "check-law", "drift", "--preset", "rising", "--rows", "4000"]
    func run(_ jobs: String) throws -> Command.Outcome {
      try command.run(
        arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5],
        arguments[6], "--prevalence", "0.2", "--jobs", jobs)
    }
    let outcome = try run("1")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("| scenario | preset | E₁[e⁻ˢ] = 1 |"))
    #expect(lines[2].hasPrefix("| drift | rising | "))
    #expect(Set(lines.map { $0.count { $0 == "|" } }) == [12])
    #expect(try run("2").output == outcome.output)
    #expect(try command.run("data", "check-law").status == 64)
    #expect(try command.run("data", "check-law", "--all", "--preset", "easy").status == 64)
    #expect(try command.run("data", "check-law", "gaus").status == 65)
  }
}
