internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// How to read each number: the anchors that the other sections link to.
struct GlossarySection: ReportSection {
  let title = "How to read each number"

  func body(of study: Study) throws -> String? {
    Markdown.blocks([
      "**Statistics**",
      Markdown.bullets(
        statistics(study)
          + (try FindingTerms(study: study).entries().map { entry($0.anchor, $0.term, $0.text) })),
      "**Metrics**", Markdown.bullets(metrics(study)),
    ])
  }

  private func entry(_ anchor: String, _ term: String, _ text: String) -> String {
    "<a id=\"\(anchor)\"></a>**\(term)**: \(text)"
  }

  private func statistics(_ study: Study) -> [String] {
    let suite = study.suite
    let reference = study.referenceTitle
    let region = NumberText.setting(suite.practicalEquivalence)
    let hasDraws = suite.datasets.contains { $0.design == .independentDraws }
    let splits = suite.datasets.filter { $0.design == .resampledSplits }
    let fixed = suite.datasets.filter { $0.design == .fixedSplit }
    let windows = suite.datasets.filter { $0.design == .rollingOrigins }
    var test: [String] = []
    if hasDraws {
      test.append(
        """
        Where every replicate is an independent draw of data and seeds, the differences are \
        independent and the paired t test holds.
        """)
    }
    if !splits.isEmpty {
      let ratios = splits.map {
        let ratio = Double($0.testRows) / Double(max($0.trainingRows, 1))
        return "\(Markdown.escaped($0.title)): ρ = \(NumberText.significant(ratio, digits: 3))"
      }
      test.append(
        """
        Where replicates are resampled splits of one data set, their training parts overlap and \
        the plain t test rejects too often; the variance is corrected by Nadeau and Bengio's \
        factor 1/n + ρ, with ρ the test rows over the training rows (\(listed(ratios))).
        """)
    }
    if !fixed.isEmpty {
      test.append(
        """
        Where replicates share one split in time, they differ in initial weights and batches alone: \
        the paired t test then says whether losses differ by more than training does by chance, and \
        nothing of other rows or other periods.
        """)
    }
    if !windows.isEmpty {
      test.append(
        """
        Where replicates are overlapping windows of time, the variance is corrected by Nadeau and \
        Bengio's factor 1/n + ρ, with ρ the test rows over the training rows of a window; it was \
        made for random splits and is an approximation here.
        """)
    }
    let sequential = study.suite.sequential.map { SequentialText(study: study, run: $0) }
    let tested = NumberText.count(study.tested.count)
    return [
      entry(
        "intervals", "Intervals",
        """
        95 % confidence intervals by Student's t over replicates. They are not adjusted for \
        multiplicity, and those of two losses may overlap although their paired difference is \
        clear: compare losses by the differences, not by the means.
        """),
      entry("tests", "Tests", test.joined(separator: " ")),
      sequential.map { entry("confidence-sequences", "Confidence sequences", $0.glossary) },
      sequential != nil
        ? nil
        : entry(
          "families", "Families and Holm's procedure",
          """
          The comparisons of all losses with \(reference), over all data sets and models \
          (\(tested)), form one family: the chance of any false difference among them is at most \
          5 %. The marks ≈ and ? in the results come from comparisons with the best loss, adjusted \
          over all pairs of losses of that data set and model, since which loss is best is read off \
          the same data; for \(reference) against the best, the adjusted p of the first family \
          counts. Everything else is description, with unadjusted intervals.
          """),
      sequential.map { entry("verdicts", "Verdicts", $0.verdicts(region: region)) }
        ?? entry(
          "verdicts", "Verdicts",
          """
          *Practically equal*: the whole 95 % interval, not adjusted for the number of comparisons, \
          lies within ±\(region). *Better* or *worse*: adjusted p below 0.05 and a mean difference \
          beyond ±\(region). *Undecided*: neither has been shown, which is no evidence of equality.
          """),
      hasDraws && sequential == nil
        ? entry(
          "wilcoxon", "p (Wilcoxon)",
          """
          The exact signed-rank test of the same pairs, not adjusted; a check on the t test that \
          does not lean on normality. It needs independent pairs, so resampled splits have none.
          """) : nil,
      entry(
        "effect-size", "Effect size g",
        """
        Hedges' g: the mean difference in standard deviations of the differences, corrected for \
        small samples. It says how regular a difference is, not how large.
        """),
      entry(
        "probability-of-being-better", "P(better)",
        """
        Share of replicates on which the loss did better than \(reference), ties counting half; \
        a failed trial is a defeat.
        """),
      sequential != nil
        ? nil
        : entry(
          "detectable", "Detectable",
          """
          The smallest true difference that this many replicates find with a probability of 80 %, \
          at the strictest level of Holm's procedure (0.05/\(max(study.tested.count, 1))) and with \
          the variation seen. Smaller differences may exist unseen.
          """),
    ].compactMap(\.self)
  }

  /// The metrics that the results hold, in the catalogue's order; variants share one entry.
  private func metrics(_ study: Study) -> [String] {
    var keys: Set<String> = [study.metric.key]
    for (_, scores) in study.panels.flatMap(\.learners).flatMap(\.scored) {
      keys.formUnion(scores.tuned.metrics.keys)
      // What the oracle alone has, such as the regret of staleness.
      keys.formUnion(scores.oracle.keys)
    }
    for dataset in study.suite.datasets { keys.formUnion(dataset.bayes.keys) }
    var anchors: Set<String> = []
    var entries: [String] = []
    for key in keys.sorted(by: { MetricKey.place(of: $0) < MetricKey.place(of: $1) }) {
      let anchor = ReportedMetric.anchor(of: key)
      guard anchors.insert(anchor).inserted else { continue }
      entries.append(entry(anchor, key: key))
    }
    return entries
  }

  private func entry(_ anchor: String, key: String) -> String {
    let raw = MetricKey.family(of: key) + "/raw"
    let described = try? MetricCatalogue.description(for: key)
    guard let known = described ?? (try? MetricCatalogue.description(for: raw)) else {
      return entry(anchor, Markdown.escaped(key), "a metric that this version does not describe.")
    }
    // Variants share the words of the raw one, under a name without variant.
    let metric = ReportedMetric.of(known.variant == nil ? key : MetricKey.family(of: key))
    let twin = known.variant == nil ? "" : " *Recovered*: the same of the recovered posterior."
    let title = metric.title.lowercased() == metric.head.lowercased() ? "" : metric.title + ". "
    return entry(
      anchor, metric.head,
      title + Markdown.escaped("\(known.definition) \(known.pitfall)") + twin
        + " *\(Markdown.escaped(known.reference)).*")
  }
}
