/// What encoding and standardising must know of the training part, found in one pass over its rows.
///
/// Rows are taken 1,024 at a time, those 64 at a time, and the moments of pieces are joined in
/// their order, so the digits depend neither on where rows come from nor on threads.
public struct FeatureSurvey: Sendable {
  /// Name and kind of each feature.
  public let columns: [FeatureColumn]
  /// Numeric features whose ``moments`` are those of their logarithm.
  public let logFeatures: Set<String>
  /// Count, mean and spread of each numeric feature, as it is or of its logarithm.
  public private(set) var moments: FeatureMoments
  /// Whether each feature has missing values.
  public private(set) var hasMissing: [Bool]
  /// For each categorical feature whether each of its levels occurs; empty for numeric ones.
  public private(set) var seen: [[Bool]]

  private let categorical: [Int]
  private let logarithmic: [Int]

  /// Rows that are taken at a time: they stay in the second-level cache.
  static let blockRows = 1024
  /// Rows of one share, which one thread takes.
  static let shareRows = 64 * blockRows

  /// Nothing seen yet.
  public init(columns: [FeatureColumn], logFeatures: Set<String> = []) {
    self.columns = columns
    self.logFeatures = logFeatures
    moments = FeatureMoments(columns: columns.count)
    hasMissing = columns.map { _ in false }
    seen = columns.map { column in (column.levels ?? []).map { _ in false } }
    categorical = columns.indices.filter { columns[$0].levels != nil }
    logarithmic = columns.indices.filter { logFeatures.contains(columns[$0].name) }
  }

  /// What an encoder must know of a survey that was made earlier; its moments are empty.
  ///
  /// - Parameters:
  ///   - columns: Name and kind of each feature.
  ///   - hasMissing: Whether each feature has missing values.
  ///   - seen: For each feature whether each of its levels occurs.
  /// - Precondition: There is one element a feature, and one a level.
  public init(columns: [FeatureColumn], hasMissing: [Bool], seen: [[Bool]]) {
    self.init(columns: columns)
    precondition(
      hasMissing.count == columns.count && seen.map(\.count) == self.seen.map(\.count),
      "one element a feature, and one a level")
    self.hasMissing = hasMissing
    self.seen = seen
  }

  /// A survey of some rows.
  ///
  /// - Parameters:
  ///   - rows: The training part.
  ///   - logFeatures: Numeric features whose logarithm is taken.
  ///   - jobs: Number of threads; the survey is the same for any.
  public init(of rows: RowSource, logFeatures: Set<String> = [], jobs: Int = 1) {
    let (count, share) = (rows.rowCount, Self.shareRows)
    let empty = FeatureSurvey(columns: rows.columns, logFeatures: logFeatures)
    self = inParallel(count: (count + share - 1) / share, jobs: jobs, into: empty) {
      rows.featureReader(capacity: Self.blockRows)
    } body: { index, reader in
      var survey = empty
      var first = index * share
      let end = min(count, first + share)
      while first < end {
        let last = min(end, first + Self.blockRows)
        reader.read(first..<last) { survey.add($0) }
        first = last
      }
      return survey
    } join: {
      $0.join($1)
    }
  }

  /// Adds a block of rows, at most 1,024 of them.
  ///
  /// - Parameter features: Row-major.
  mutating func add(_ features: Span<Float>) {
    let width = columns.count
    guard width > 0 else { return }
    let rows = features.count / width
    if logarithmic.isEmpty {
      moments.add(features, rows: rows)
    } else {
      moments.add(logarithms(of: features, rows: rows).span, rows: rows)
    }
    for column in categorical {
      let levels = seen[column].count
      for row in 0..<rows {
        let value = features[row &* width &+ column]
        guard value >= 0, value < Float(levels) else { continue }
        let level = Int(value)
        if Float(level) == value { seen[column][level] = true }
      }
    }
  }

  /// Adds what was seen of the rows that follow.
  mutating func join(_ other: FeatureSurvey) {
    moments.join(other.moments)
    for column in columns.indices {
      hasMissing[column] = moments.presentCounts[column] < Double(moments.rowCount)
      for level in seen[column].indices where other.seen[column][level] {
        seen[column][level] = true
      }
    }
  }

  private func logarithms(of features: Span<Float>, rows: Int) -> [Float] {
    var values = unsafe features.withUnsafeBufferPointer { unsafe Array($0) }
    for column in logarithmic {
      for row in 0..<rows {
        let place = row * columns.count + column
        values[place] = FeatureEncoder.logarithm(values[place])
      }
    }
    return values
  }
}
