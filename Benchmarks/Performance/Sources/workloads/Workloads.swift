import Foundation

/// Trains on the peers' fixed arrays, or computes metrics or statistics of them, and prints one line
/// of JSON: times, values, load.
@main
struct Workloads {
  static func main() throws {
    let arguments = Arguments(CommandLine.arguments.dropFirst())
    switch arguments.name {
    case "logistic": try FixedTraining(.logistic, arguments).run()
    case "mlp": try FixedTraining(.mlp, arguments).run()
    case "trees": try BoostedTrees(arguments: arguments).run()
    case "metrics": try MetricWork(arguments: arguments).run()
    case "statistics": try StatisticsWork(arguments: arguments).run()
    case "gate": if try !Gate().run() { exit(1) }
    default:
      print(
        """
        usage: workloads logistic|mlp|trees|metrics|statistics|gate [--data DIR] [--threads N] [--reps N] \
        [--learners N] [--rows N]
        """
      )
    }
  }
}

/// `NAME --key value …`
struct Arguments {
  let name: String
  private var values: [String: String] = [:]

  init(_ arguments: ArraySlice<String>) {
    name = arguments.first ?? ""
    var rest = arguments.dropFirst()
    while let key = rest.popFirst(), let value = rest.popFirst() {
      values[String(key.drop { $0 == "-" })] = value
    }
  }

  func text(_ key: String, _ otherwise: String) -> String { values[key] ?? otherwise }
  func number(_ key: String, _ otherwise: Int) -> Int {
    values[key].flatMap { Int($0) } ?? otherwise
  }
}
