/// Successive rows of a draw of which only facts are in memory, not the features.
public struct DrawnRows: Sendable {
  /// What is kept in memory.
  public enum Facts: Sendable {
    /// The label that is seen, one byte a row.
    case labels
    /// Labels, attributes and oracle: up to 31 bytes a row.
    case everything
  }

  /// The draw.
  public let plan: DrawPlan
  /// The rows, by their numbers in the draw.
  public let range: Range<Int>
  /// What is known of the rows; it has no columns.
  public let facts: Dataset
  /// The sums of what the rows are worth; `nil` where rows are worth nothing in particular.
  public let amountSums: AmountSums?
  /// What was seen of the features, if that was asked for.
  public let survey: FeatureSurvey?

  /// Draws the facts of some rows, and looks at their features in the same pass if asked to.
  ///
  /// - Precondition: `range` lies in `0..<plan.rowCount`.
  ///
  /// - Parameters:
  ///   - plan: The draw.
  ///   - range: The rows.
  ///   - kept: What is kept in memory.
  ///   - logFeatures: Asks for a ``survey``, with the logarithms of these features; `nil` for none.
  ///   - jobs: Number of threads; the rows are the same for any.
  public init(
    _ plan: DrawPlan, rows range: Range<Int>, keeping kept: Facts,
    surveyingLogarithmsOf logFeatures: Set<String>? = nil, jobs: Int = 1
  ) {
    self.plan = plan
    self.range = range
    let start = DrawnShare(
      kept, of: plan, logFeatures: logFeatures, capacity: range.count)
    let share = FeatureSurvey.shareRows
    let all = inParallel(count: (range.count + share - 1) / share, jobs: jobs, into: start) {
      RowBlock(
        for: plan, capacity: min(FeatureSurvey.blockRows, range.count), contents: start.contents)
    } body: { index, block in
      var facts = DrawnShare(
        kept, of: plan, logFeatures: logFeatures, capacity: min(share, range.count))
      let first = range.lowerBound + index * share
      facts.draw(first..<min(range.upperBound, first + share), of: plan, block: &block)
      return facts
    } join: {
      $0.join($1)
    }
    facts = all.dataset(of: plan.scenario)
    amountSums = plan.scenario.hasAmounts ? all.amountSums : nil
    survey = logFeatures == nil ? nil : all.survey
  }

  init(_ rows: DrawnRows, facts: Dataset) {
    plan = rows.plan
    range = rows.range
    amountSums = rows.amountSums
    survey = rows.survey
    self.facts = facts
  }
}
