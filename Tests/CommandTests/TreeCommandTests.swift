import Foundation
import Testing

@Suite("Trees without XGBoost")
struct TreeCommandTests {
  @Test("Trials of trees fail with a sentence, and the rest of the suite runs")
  func missingLibrary() throws {
    let command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
    try command.write(
      """
      name: grown
      replicates: 1
      configurations: 2
      losses: [cross-entropy, focal]
      models: [trees, {name: logistic, epochs: 1}]
      datasets:
        - {file: rows.csv, label: fraud}
      """, to: "suite.yaml")
    let process = command.process(["run", "suite.yaml", "--store", "results.sqlite"])
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LOPSIDED_XGBOOST": "/nonexistent.so"]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    let report = try command.run("report", "results.sqlite", "--output", "report")
    #expect(report.status == 0, "\(report.errors)")
    let text = try command.text("report/report.md")
    #expect(text.contains("Trees need the library XGBoost, which was not found as"))
    #expect(text.contains("apt-get install libxgboost-dev"))
    #expect(text.contains("Failures"))
    #expect(text.contains("logistic regression"))
  }
}
