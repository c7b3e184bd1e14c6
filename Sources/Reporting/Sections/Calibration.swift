internal import Results

/// Probabilities as they come out of the model and after the closed-form recovery.
struct CalibrationSection: ReportSection {
  let title = "Calibration before and after recovery"

  private static let metrics = [
    "log-loss", "log-loss-skill", "brier", "brier-skill", "ece", "observed-expected-ratio",
  ]

  func body(of study: Study) throws -> String? {
    let panels = study.scoredPanels.filter(isMeasured)
    guard !panels.isEmpty else { return nil }
    var blocks = [
      """
      *Raw* is the sigmoid of the model's output. *Recovered* is that output taken through the \
      closed form that leads from the loss's own optimum back to the probability; it leaves the \
      ranking as it is. Means over replicates; the ratio is a geometric mean with its 95 % interval.
      """
    ]
    for dataset in study.suite.datasets {
      let own = panels.filter { $0.dataset.id == dataset.id }
      guard !own.isEmpty else { continue }
      for panel in own {
        blocks.append(panel.heading("Calibration"))
        blocks.append(try table(panel, study))
      }
      if hasRatios(own) {
        blocks.append(
          Markdown.image(
            "Observed over expected fraud on \(dataset.title), raw and recovered",
            path: Figure.path(of: study.figureName("calibration", dataset))))
      }
    }
    return Markdown.blocks(blocks)
  }

  func figures(of study: Study) throws -> [Figure] {
    try study.suite.datasets.compactMap { dataset in
      let panels = study.scoredPanels.filter { $0.dataset.id == dataset.id }
      guard hasRatios(panels) else { return nil }
      return Figure(
        name: study.figureName("calibration", dataset),
        svg: try CalibrationFigure(dataset: dataset, panels: panels, study: study).svg())
    }
  }

  private func isMeasured(_ panel: Panel) -> Bool {
    panel.learners.contains { learner in
      Self.metrics.contains {
        !learner.values($0 + "/raw").isEmpty || !learner.values($0 + "/recovered").isEmpty
      }
    }
  }

  private func hasRatios(_ panels: [Panel]) -> Bool {
    panels.flatMap(\.learners).contains {
      $0.values("observed-expected-ratio/raw").values.contains { $0 > 0 }
    }
  }

  private func table(_ panel: Panel, _ study: Study) throws -> String {
    let metrics = Self.metrics.map { ReportedMetric.of($0 + "/raw") }
    var rows: [(loss: String, form: String, estimates: [Estimate?])] = []
    for learner in panel.learners where !learner.scored.isEmpty {
      let raw = try Self.metrics.map { try panel.estimate(learner, $0 + "/raw") }
      let recovered = try Self.metrics.map { try panel.estimate(learner, $0 + "/recovered") }
      let name = study.title(of: learner.loss)
      if recovered.allSatisfy({ $0 == nil }) {
        rows.append((name, "raw (no closed form)", raw))
      } else if recovered == raw {
        rows.append((name, "raw = recovered", raw))
      } else {
        rows.append((name, "raw", raw))
        rows.append(("", "recovered", recovered))
      }
    }
    let decimals = metrics.indices.map { column in
      EstimateText.decimals(rows.map { $0.estimates[column] }, otherwise: metrics[column].decimals)
    }
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left), .init(head: "probabilities", alignment: .left)]
        + metrics.map { .init(head: $0.linkedFamilyHead) })
    for row in rows {
      table.append(
        [row.loss, row.form]
          + metrics.indices.map { column in
            Self.metrics[column] == "observed-expected-ratio"
              ? EstimateText.ratio(row.estimates[column])
              : EstimateText.mean(row.estimates[column], decimals: decimals[column])
          })
    }
    return table.text
  }
}
