internal import Hashing

/// The hashes of a block while its rows arrive.
///
/// The first list of each hash goes through as it comes; the others wait until the end, so that
/// the hash does not depend on the pieces in which rows arrived.
struct BlockHashes {
  private var data = SHA256()
  private var oracle = SHA256()
  private var labels: [UInt8] = []
  private var attributes = RowAttributes()
  private var typology: [UInt8] = []
  private var trueLabels: [UInt8] = []
  private var observed: [Double] = []

  mutating func append(_ dataset: Dataset) {
    data.update(dataset.features.span)
    labels += dataset.labels
    attributes.append(dataset.attributes)
    guard let oracle = dataset.oracle else { return }
    self.oracle.update(oracle.posterior.span)
    typology += oracle.typology
    guard let observation = oracle.observation else { return }
    trueLabels += observation.trueLabels
    observed += observation.posterior
  }

  func finished(_ rows: Range<Int>, hasOracle: Bool) -> DatasetManifest.Block {
    var (data, oracle) = (data, oracle)
    data.update(labels.span)
    if let amounts = attributes.amounts { data.update(amounts.span) }
    if let times = attributes.times { data.update(times.span) }
    if let entities = attributes.entities { data.update(entities.span) }
    if let weights = attributes.weights { data.update(weights.span) }
    oracle.update(typology.span)
    oracle.update(trueLabels.span)
    oracle.update(observed.span)
    return DatasetManifest.Block(
      first: rows.lowerBound, count: rows.count, data: data.hexadecimal(),
      oracle: hasOracle ? oracle.hexadecimal() : nil)
  }
}

extension RowAttributes {
  /// Adds the attributes of further rows, of the same kinds.
  fileprivate mutating func append(_ other: RowAttributes) {
    if let values = other.amounts { amounts = (amounts ?? []) + values }
    if let values = other.times { times = (times ?? []) + values }
    if let values = other.entities { entities = (entities ?? []) + values }
    if let values = other.weights { weights = (weights ?? []) + values }
  }
}
