/// The array files of a data-set folder that hold one column each.
enum ColumnFile: String, CaseIterable, Sendable {
  case labels = "labels.npy"
  case amounts = "amounts.npy"
  case times = "times.npy"
  case entities = "entities.npy"
  case weights = "weights.npy"
  case posterior = "oracle/posterior.npy"
  case typology = "oracle/typology.npy"
  case trueLabels = "oracle/true-labels.npy"
  case observedPosterior = "oracle/observed-posterior.npy"

  /// The file, relative to the folder.
  var path: String { rawValue }

  /// The column's name in the manifest.
  var columnName: String {
    switch self {
    case .labels: "label"
    case .amounts: "amount"
    case .times: "time"
    case .entities: "entity"
    case .weights: "weight"
    case .posterior: "posterior"
    case .typology: "typology"
    case .trueLabels: "true-label"
    case .observedPosterior: "observed-posterior"
    }
  }

  var role: DatasetManifest.Column.Role {
    switch self {
    case .labels: .label
    case .amounts: .amount
    case .times: .time
    case .entities: .entity
    case .weights: .weight
    case .posterior, .typology, .trueLabels, .observedPosterior: .oracle
    }
  }

  var element: ArrayFileHeader.Element {
    switch self {
    case .labels, .typology, .trueLabels: .uint8
    case .amounts, .weights: .float32
    case .times, .posterior, .observedPosterior: .float64
    case .entities: .uint32
    }
  }

  /// The type's name in the manifest.
  var typeName: String { "\(element)" }
}
