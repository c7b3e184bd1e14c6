import CounterRandom
import Datasets

/// A law that changes with time, has missing values and levels, and whose labels are seen late:
/// fraud lies at `2 - t` in its first feature; the others tell nothing.
struct FadingScenario: Scenario {
  static let name = "fading"
  static let summary = "Fraud fades into the rest; for tests."
  static let number: UInt16 = 60_000
  static let presets = [
    ScenarioPreset(
      name: "default", summary: "the only one", parameters: [ScenarioParameter("start", 2)])
  ]
  static let parameterDeclarations = [
    ParameterDeclaration("start", "distance of fraud at the beginning", in: 0...9)
  ]

  let parameters: ScenarioParameters
  let prevalence: Double
  let columns = [
    FeatureColumn("x"), FeatureColumn("y"),
    FeatureColumn("channel", .categorical(levels: ["a", "b", "c"])),
  ]
  let typologyNames = ["fading"]
  var periodDays: Double? { 100 }
  var labelObservation: (any LabelObservation)? { Unseen() }

  init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
  }

  func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    var normals = [Double](repeating: 0, count: 2 * rows.count)
    var span = normals.mutableSpan
    stream.normals(rows: rows, perRow: 2, firstBlock: 1, into: &span)
    for row in 0..<rows.count {
      let word = stream.words(row: rows[row], block: 0).0
      let shift = labels[row] == 1 ? parameters["start"] - times[row] : 0
      features[3 * row] = Float(normals[2 * row] + shift)
      features[3 * row + 1] = word % 10 == 0 ? .nan : Float(normals[2 * row + 1])
      features[3 * row + 2] = Float(word % 3)
      typology[row] = labels[row] == 1 ? 0 : Oracle.legitimate
    }
  }

  func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    for row in 0..<ratios.count {
      let mean = parameters["start"] - times[row]
      ratios[row] = mean * Double(features[3 * row]) - mean * mean / 2
    }
  }

  /// A quarter of the fraud is not seen as such.
  struct Unseen: LabelObservation {
    func observe(
      rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, features: Span<Float>,
      typology: Span<UInt8>, posterior: Span<Double>, labels: inout MutableSpan<UInt8>,
      observed: inout MutableSpan<Double>
    ) {
      for row in 0..<rows.count {
        observed[row] = 0.75 * posterior[row]
        if stream.words(row: rows[row], block: Self.firstBlock).0 % 4 == 0 { labels[row] = 0 }
      }
    }
  }
}
