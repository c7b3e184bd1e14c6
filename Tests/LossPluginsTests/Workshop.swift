import Foundation
import LossPlugins
import Losses

/// Compiles plug-ins into a temporary folder.
final class Workshop: Sendable {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "lopsided-plug-ins-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The C compiler; nil where there is none.
  static let compiler = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":")
    .map { "\($0)/cc" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  static let comment = "There is no C compiler 'cc': plug-ins cannot be built and tested."

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let source = "Tests/LossPluginsTests/Plugins/plugin.c"

  /// Compiles a file of this repository; `flags` are such as `-DERROR=-3`.
  func build(_ source: String = Workshop.source, _ flags: [String] = []) throws -> String {
    let file = folder.appending(path: "\(UUID().uuidString).so").path
    let process = Process()
    process.executableURL = URL(filePath: Self.compiler ?? "cc")
    process.arguments =
      ["-std=c11", "-O1", "-fPIC", "-shared", "-I\(Self.root.path)/Sources/CLossPlugin/include"]
      + flags + [Self.root.appending(path: source).path, "-o", file, "-lm"]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    return file
  }

  /// A loss of a plug-in that was just compiled.
  func loss(_ flags: String..., settings: [String: Double] = [:]) throws -> any Loss {
    try LossPlugin(at: build(Self.source, flags)).entries[0].make(settings: settings)
  }
}

/// Rows of both classes, and their logits.
struct Rows {
  let batch = LossBatch(labels: (0..<37).map { $0 % 9 == 2 ? 1 : 0 })
  let logits: [Float] = (0..<37).map { Float($0 * 7 % 37) / 3 - 6 }
  let context = LossContext(positives: 4, negatives: 33)

  struct Result {
    var sum: Double
    var evaluation: BatchEvaluation
    var state: LossState
  }

  /// What a loss gives for the rows in `Double`.
  func result(_ loss: any Loss, curvature: Bool = true) -> Result {
    var state = loss.initialState(in: context)
    var evaluation = BatchEvaluation(logits: logits.map { Double($0) }, wantsCurvature: curvature)
    let sum = loss.prepared(for: context).exactDerivatives(
      of: batch, in: context, state: &state, evaluation: &evaluation)
    return Result(sum: sum, evaluation: evaluation, state: state)
  }
}
