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

  mutating func append(_ piece: some RowPiece) {
    let rows = piece.rowCount
    let width = rows == 0 ? 0 : piece.featureCount
    data.update(piece.features.span.extracting(first: rows * width))
    labels += piece.labels.prefix(rows)
    Self.append(piece.amounts, rows, to: &attributes.amounts)
    Self.append(piece.times, rows, to: &attributes.times)
    Self.append(piece.entities, rows, to: &attributes.entities)
    Self.append(piece.weights, rows, to: &attributes.weights)
    guard let posterior = piece.posterior, let kinds = piece.typology else { return }
    oracle.update(posterior.span.extracting(first: rows))
    typology += kinds.prefix(rows)
    guard let seen = piece.observedPosterior, let truth = piece.trueLabels else { return }
    trueLabels += truth.prefix(rows)
    observed += seen.prefix(rows)
  }

  private static func append<Value>(_ values: [Value]?, _ count: Int, to list: inout [Value]?) {
    guard let values else { return }
    var all = list.take() ?? []
    all += values.prefix(count)
    list = all
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
