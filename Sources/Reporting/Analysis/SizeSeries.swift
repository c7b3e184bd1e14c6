internal import Results
internal import Statistics

/// One model on data sets that differ in their number of rows alone.
struct SizeSeries: Sendable {
  let family: DatasetFamily
  let model: ModelRecord
  /// One panel a size, by the number of positives in training; at least two.
  let panels: [Panel]

  /// The name for people, not escaped.
  var plainTitle: String { "\(family.title), \(model.title)" }

  /// Positives in training at each size; rises.
  var positives: [Int] { panels.map(\.dataset.trainingPositives) }

  /// The sizes at which each loss leads, losses in the order of the first size they lead at.
  var leads: [(loss: LossRecord, positives: [Int])] {
    var leads: [(loss: LossRecord, positives: [Int])] = []
    for panel in panels {
      guard let leader = panel.bestLearner?.loss else { continue }
      let size = panel.dataset.trainingPositives
      if let known = leads.firstIndex(where: { $0.loss.id == leader.id }) {
        leads[known].positives.append(size)
      } else {
        leads.append((leader, [size]))
      }
    }
    return leads
  }

  /// The sizes at which a loss that leads at another size is shown to be worse than the leading one.
  var shownChanges: [Int] {
    let leaders = Set(leads.map(\.loss.id))
    return panels.filter { panel in
      zip(panel.learners, panel.standings).contains { learner, standing in
        leaders.contains(learner.loss.id) && standing == .worse
      }
    }.map(\.dataset.trainingPositives)
  }

  /// The number of positives from which on a loss is shown to be worse than the leading one, up to
  /// the largest size; nothing where it is not at the largest.
  func worse(from loss: Int) -> Int? {
    panels.reversed().prefix { $0.standings.indices.contains(loss) && $0.standings[loss] == .worse }
      .last?.dataset.trainingPositives
  }
}

extension Study {
  /// Every model on every group of data sets that differ in their number of rows alone.
  var sizeSeries: [SizeSeries] {
    var series: [SizeSeries] = []
    var seen: Set<DatasetFamily> = []
    for family in suite.datasets.compactMap(\.family) where seen.insert(family).inserted {
      for model in suite.models {
        let members = scoredPanels.filter {
          $0.dataset.family == family && $0.model.name == model.name
        }.sorted { $0.dataset.trainingPositives < $1.dataset.trainingPositives }
        let sizes = Set(members.map(\.dataset.trainingPositives))
        // Sizes that occur twice differ in something else, such as the test part.
        guard sizes.count > 1, sizes.count == members.count else { continue }
        series.append(SizeSeries(family: family, model: model, panels: members))
      }
    }
    return series
  }

  /// The file name of a series' figure.
  func figureName(_ kind: String, _ series: SizeSeries) -> String {
    series.panels.first.map { figureName(kind, $0) } ?? kind
  }
}
