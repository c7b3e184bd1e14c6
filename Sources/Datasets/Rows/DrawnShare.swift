/// What is kept of successive rows as they are drawn, block by block.
struct DrawnShare: Sendable {
  private let kept: DrawnRows.Facts
  private let surveys: Bool
  private var labels: [UInt8] = []
  private var amounts: [Float] = []
  private var times: [Double] = []
  private var posterior: [Double] = []
  private var typology: [UInt8] = []
  private var trueLabels: [UInt8] = []
  private var observed: [Double] = []
  private(set) var survey: FeatureSurvey
  private(set) var amountSums = AmountSums()

  /// What must be drawn for it.
  let contents: RowBlock.Contents

  init(
    _ kept: DrawnRows.Facts, of plan: DrawPlan, logFeatures: Set<String>?, capacity: Int
  ) {
    let scenario = plan.scenario
    self.kept = kept
    surveys = logFeatures != nil
    survey = FeatureSurvey(columns: plan.columns, logFeatures: logFeatures ?? [])
    // Labels that are seen depend on posteriors.
    contents =
      kept == .everything || scenario.labelObservation != nil ? .everything : .features
    labels.reserveCapacity(capacity)
    guard kept == .everything else { return }
    posterior.reserveCapacity(capacity)
    typology.reserveCapacity(capacity)
    if scenario.hasAmounts { amounts.reserveCapacity(capacity) }
    if scenario.periodDays != nil { times.reserveCapacity(capacity) }
    guard scenario.labelObservation != nil else { return }
    trueLabels.reserveCapacity(capacity)
    observed.reserveCapacity(capacity)
  }

  /// Draws rows, as far as anything of them is needed.
  mutating func draw(_ rows: Range<Int>, of plan: DrawPlan, block: inout RowBlock) {
    guard surveys || contents == .everything || plan.scenario.hasAmounts else {
      labels += plan.trueLabels(of: rows)
      return
    }
    var first = rows.lowerBound
    while first < rows.upperBound {
      let last = min(rows.upperBound, first + block.capacity)
      plan.fill(&block, rows: first..<last)
      append(block)
      first = last
    }
  }

  private mutating func append(_ block: RowBlock) {
    let count = block.rowCount
    labels += block.labels.prefix(count)
    if surveys {
      survey.add(block.features.span.extracting(0..<count * survey.columns.count))
    }
    if !block.amounts.isEmpty {
      amountSums.add(block.amounts.span.extracting(0..<count), labels: block.labels.span)
    }
    guard kept == .everything else { return }
    amounts += block.amounts.prefix(count)
    times += block.times.prefix(count)
    posterior += block.posterior.prefix(count)
    typology += block.typology.prefix(count)
    trueLabels += block.trueLabels.prefix(count)
    observed += block.observedPosterior.prefix(count)
  }

  /// Adds the rows that follow.
  mutating func join(_ other: DrawnShare) {
    labels += other.labels
    if surveys { survey.join(other.survey) }
    amountSums.join(other.amountSums)
    amounts += other.amounts
    times += other.times
    posterior += other.posterior
    typology += other.typology
    trueLabels += other.trueLabels
    observed += other.observed
  }

  func dataset(of scenario: any Scenario) -> Dataset {
    guard kept == .everything else { return Dataset(columns: [], features: [], labels: labels) }
    return Dataset(
      columns: [], features: [], labels: labels,
      attributes: RowAttributes(
        amounts: scenario.hasAmounts ? amounts : nil,
        times: scenario.periodDays == nil ? nil : times),
      oracle: Oracle(
        posterior: posterior, typology: typology, typologyNames: scenario.typologyNames,
        observation: scenario.labelObservation == nil
          ? nil : Oracle.Observation(trueLabels: trueLabels, posterior: observed)))
  }
}
