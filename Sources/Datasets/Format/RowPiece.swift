/// Rows that are written together, in lists of which only the first ``rowCount`` rows count.
protocol RowPiece: Sendable {
  var rowCount: Int { get }
  var featureCount: Int { get }
  var features: [Float] { get }
  var labels: [UInt8] { get }
  var amounts: [Float]? { get }
  var times: [Double]? { get }
  var entities: [UInt32]? { get }
  var weights: [Float]? { get }
  var posterior: [Double]? { get }
  var typology: [UInt8]? { get }
  var trueLabels: [UInt8]? { get }
  var observedPosterior: [Double]? { get }
}

extension Dataset: RowPiece {
  var times: [Double]? { attributes.times }
  var entities: [UInt32]? { attributes.entities }
  var weights: [Float]? { attributes.weights }
  var posterior: [Double]? { oracle?.posterior }
  var typology: [UInt8]? { oracle?.typology }
  var trueLabels: [UInt8]? { oracle?.observation?.trueLabels }
  var observedPosterior: [Double]? { oracle?.observation?.posterior }
}

/// A block that is filled with one piece after the other.
struct DrawnPiece: RowPiece {
  var block: RowBlock
  let featureCount: Int

  init(of plan: DrawPlan, capacity: Int) {
    block = RowBlock(for: plan, capacity: capacity)
    featureCount = plan.scenario.featureCount
  }

  var rowCount: Int { block.rowCount }
  var features: [Float] { block.features }
  var labels: [UInt8] { block.labels }
  var amounts: [Float]? { Self.known(block.amounts) }
  var times: [Double]? { Self.known(block.times) }
  var entities: [UInt32]? { nil }
  var weights: [Float]? { nil }
  var posterior: [Double]? { block.posterior }
  var typology: [UInt8]? { block.typology }
  var trueLabels: [UInt8]? { Self.known(block.trueLabels) }
  var observedPosterior: [Double]? { Self.known(block.observedPosterior) }

  private static func known<Value>(_ values: [Value]) -> [Value]? { values.isEmpty ? nil : values }
}
