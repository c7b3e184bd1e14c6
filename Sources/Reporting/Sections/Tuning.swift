internal import Drawing
internal import Results
internal import Statistics

/// What tuning bought, and what it chose.
struct TuningSection: ReportSection {
  let title = "What tuning bought"

  func body(of study: Study) throws -> String? {
    guard !study.scoredPanels.isEmpty else { return nil }
    var blocks = [
      """
      Each loss tried \(counted(study.suite.configurations, "configuration")) of learning rate and \
      its own settings; the one with the best \(study.metric.title) on validation was kept. The \
      default is the loss's default settings at the model's default learning rate. Numbers are on \
      test; the gain is paired, with its 95 % interval, not adjusted.
      """
    ]
    for panel in study.scoredPanels {
      blocks.append(panel.heading("Tuning"))
      blocks.append(try table(panel, study))
      blocks.append(edges(panel, study))
      blocks.append(convergence(panel, study))
    }
    return Markdown.blocks(blocks)
  }

  private func table(_ panel: Panel, _ study: Study) throws -> String {
    let key = study.metric.key
    let tuned = try panel.learners.map { try panel.estimate($0, key) }
    let defaults = try panel.learners.map { try panel.estimate($0, key, .defaults) }
    let decimals = EstimateText.decimals(tuned + defaults, otherwise: study.metric.decimals)
    var table = MarkdownTable([
      .init(head: "loss", alignment: .left),
      .init(head: "tuned"), .init(head: "default"), .init(head: "gain"),
      .init(head: "settings chosen", alignment: .left),
      .init(
        head: panel.model.penalties == nil ? "learning rates chosen" : "L2 penalties chosen",
        alignment: .left),
      .init(head: panel.model.penalties == nil ? "median epoch kept" : "median steps"),
    ])
    for (row, learner) in panel.learners.enumerated() where !learner.scored.isEmpty {
      let chosen = learner.scored.map(\.scores.tuned)
      let epochs = try Summary(chosen.map { Double($0.epoch) })
      table.append([
        study.title(of: learner.loss),
        EstimateText.mean(tuned[row], decimals: decimals),
        EstimateText.mean(defaults[row], decimals: decimals),
        try gain(learner, panel, study),
        tally(chosen.map { SettingsText.of($0.settings) }),
        tally(chosen.map { NumberText.setting($0.l2 ?? $0.learningRate) }),
        NumberText.withoutTrailingZeros(NumberText.fixed(epochs.median, decimals: 1)),
      ])
    }
    return table.text
  }

  private func gain(
    _ learner: LearnerResults, _ panel: Panel, _ study: Study
  ) throws -> String {
    let tuned = learner.values(study.metric.key)
    let defaults = learner.values(study.metric.key, .defaults)
    guard Set(tuned.keys).intersection(defaults.keys).count >= 2 else { return NumberText.none }
    let paired = try PairedComparison.compare(
      PairedSample(byReplicate: tuned, defaults), design: panel.design)
    return EstimateText.difference(paired, fallback: study.metric.decimals)
  }

  /// `γ=2 ×6, γ=1 ×4`, the most frequent first.
  private func tally(_ choices: [String]) -> String {
    var counts: [String: Int] = [:]
    for choice in choices { counts[choice, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) ×\($0.value)" }.joined(separator: ", ")
  }

  /// A learning rate at an end of its range is a hint that the range is too short.
  private func edges(_ panel: Panel, _ study: Study) -> String {
    let penalties = panel.model.penalties
    let rates = penalties ?? panel.model.learningRates
    guard rates.count > 1, let low = rates.min(), let high = rates.max() else { return "" }
    let names = panel.learners.filter { learner in
      let chosen = learner.scored.map { $0.scores.tuned.l2 ?? $0.scores.tuned.learningRate }
      // No penalty at all is an end that cannot be moved.
      return [low, high].contains { edge in
        edge > 0 && 2 * chosen.count { $0 == edge } > chosen.count
      }
    }
    guard !names.isEmpty else { return "" }
    return """
      Chosen at an end of the \(penalties == nil ? "learning-rate" : "penalty") range in most replicates: \
      \(listed(names.map { study.title(of: $0.loss) })). A wider range might serve them better.
      """
  }
}

extension TuningSection {
  /// Whether what was chosen had reached the minimum of its objective; empty for other models.
  private func convergence(_ panel: Panel, _ study: Study) -> String {
    var records: [(loss: String, record: ConvergenceRecord)] = []
    for learner in panel.learners {
      for trial in learner.scored {
        guard let record = trial.scores.tuned.convergence else { continue }
        records.append((study.title(of: learner.loss), record))
      }
    }
    guard !records.isEmpty else { return "" }
    let largest = records.map(\.record.gradientNorm).max() ?? 0
    let open = records.filter { !$0.record.hasConverged }
    var sentences = [
      """
      \(records.count - open.count) of the \(counted(records.count, "model")) that were kept had \
      converged; the largest component of a gradient was \(NumberText.setting(largest)).
      """
    ]
    var told: Set<String> = []
    for entry in open where told.insert(entry.loss).inserted {
      sentences.append("\(entry.loss): \(Markdown.escaped(entry.record.sentence))")
    }
    return sentences.joined(separator: " ")
  }
}

/// A loss's settings for people.
enum SettingsText {
  /// `gamma=2, balance=0.5`, or a word for a loss without settings; escaped.
  static func of(_ settings: [String: Double]) -> String {
    guard !settings.isEmpty else { return "none to choose" }
    return settings.sorted { $0.key < $1.key }
      .map { Markdown.escaped($0.key) + "=" + NumberText.setting($0.value) }
      .joined(separator: " ")
  }
}
