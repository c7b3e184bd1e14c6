internal import Evaluation
internal import Results
internal import Statistics

/// Every loss against the reference with both losses' probabilities calibrated the same way.
///
/// Each score and way is a family of Holm's procedure, over losses and panels: one for all would
/// make less of what remains, and so of the case against calibration. No difference counts as
/// practically none here, since suites state what counts for their selection metric alone.
struct CalibratedComparisons {
  /// One proper score.
  enum Score: String, CaseIterable, Sendable {
    case logLoss = "log-loss"
    case brier

    func key(_ way: MetricKey.Variant) -> String { "\(rawValue)/\(way.rawValue)" }
    var title: String { self == .logLoss ? "log-loss" : "Brier score" }
  }

  /// The ways, from what asks nothing of the data to what asks most.
  static let ways: [MetricKey.Variant] = [.raw, .recovered, .priorCorrected, .platt, .isotonic]

  /// The comparisons of one panel.
  struct Place: Sendable {
    let panel: Panel
    /// By score, way and loss, without the reference.
    fileprivate(set) var comparisons: [Score: [MetricKey.Variant: [LossComparison]]] = [:]
    /// The reference's own mean by score and way.
    fileprivate(set) var reference: [Score: [MetricKey.Variant: Estimate]] = [:]

    func comparisons(_ score: Score, _ way: MetricKey.Variant) -> [LossComparison] {
      comparisons[score]?[way] ?? []
    }
  }

  let places: [Place]
  /// Comparisons in the largest family.
  let largestFamily: Int

  /// Compares where probabilities were calibrated after the fact; other panels are left out.
  init(_ study: Study) throws {
    var places = Self.panels(of: study).map { Place(panel: $0) }
    var largest = 0
    for score in Score.allCases {
      for way in Self.ways {
        let key = score.key(way)
        var family: [LossComparison] = []
        for index in places.indices {
          let panel = places[index].panel
          guard
            let reference = panel.learners.first(where: { $0.loss.id == study.suite.reference })
          else { continue }
          let comparisons = try panel.learners.filter { $0.loss.id != reference.loss.id }
            .map { learner in
              try LossComparison(
                learner, reference, metric: .of(key), design: panel.design,
                practicalEquivalence: 0,
                sequentialFamily: study.suite.sequential.map { _ in
                  places.count * (study.suite.losses.count - 1)
                })
            }
          guard comparisons.contains(where: { $0.paired != nil }) else { continue }
          places[index].comparisons[score, default: [:]][way] = comparisons
          places[index].reference[score, default: [:]][way] = try panel.estimate(reference, key)
          family += comparisons
        }
        try family.adjust()
        largest = max(largest, family.count { $0.paired != nil })
        for index in places.indices {
          guard let count = places[index].comparisons[score]?[way]?.count else { continue }
          places[index].comparisons[score]?[way] = Array(family.prefix(count))
          family.removeFirst(count)
        }
      }
    }
    self.places = places.filter { !$0.comparisons.isEmpty }
    largestFamily = largest
  }

  /// Panels with other losses than the reference and probabilities calibrated after the fact.
  static func panels(of study: Study) -> [Panel] {
    study.scoredPanels.filter { panel in
      panel.learners.count > 1 && panel.learners.contains(where: isCalibrated)
    }
  }

  private static func isCalibrated(_ learner: LearnerResults) -> Bool {
    MetricKey.Variant.recalibrated.contains { way in
      Score.allCases.contains { !learner.values($0.key(way)).isEmpty }
    }
  }
}
