internal import Drawing
internal import Results

/// What did not work, and what the statistics make of it.
struct FailureSection: ReportSection {
  let title = "Failures and gaps"

  func body(of study: Study) throws -> String? {
    var blocks = [
      """
      \(counted(study.planned, "trial")) planned: \(NumberText.count(study.scored)) scored, \
      \(NumberText.count(study.failed)) failed, \(NumberText.count(study.missing)) not run.
      """
    ]
    if study.strangers > 0 {
      let verb = study.strangers == 1 ? "was" : "were"
      blocks.append(
        """
        \(counted(study.strangers, "record")) \(verb) left out: a repeated trial, or one whose data \
        set, model or loss the suite does not list.
        """)
    }
    let table = failures(study)
    if !table.isEmpty {
      blocks += [
        """
        A failed trial is no missing value to be passed over. Means and differences use the \
        replicates that both losses finished; but a loss that failed is never called better than, \
        or equal to, one that did not, its failures count as defeats in P(better), and the best \
        loss is looked for among those without failures.
        """, table.text,
      ]
    }
    let attempts = configurations(study)
    if !attempts.isEmpty {
      blocks += [
        """
        Configurations that failed within trials; the trial went on with the others. Tuning had \
        fewer choices there.
        """, attempts.text,
      ]
    }
    return Markdown.blocks(blocks)
  }

  private func failures(_ study: Study) -> MarkdownTable {
    var table = MarkdownTable([
      .init(head: "data set", alignment: .left), .init(head: "model", alignment: .left),
      .init(head: "loss", alignment: .left), .init(head: "kind", alignment: .left),
      .init(head: "trials"), .init(head: "first reason", alignment: .left),
    ])
    for panel in study.panels {
      for learner in panel.learners {
        for kind in TrialFailure.Kind.allCases {
          let failures = learner.failures.filter { $0.kind == kind }
          guard let first = failures.first else { continue }
          table.append([
            Markdown.escaped(panel.dataset.title), Markdown.escaped(panel.model.title),
            study.title(of: learner.loss), Markdown.escaped(kind.rawValue),
            "\(failures.count) of \(learner.trials.count)", Markdown.escaped(first.reason),
          ])
        }
      }
    }
    return table
  }

  private func configurations(_ study: Study) -> MarkdownTable {
    var table = MarkdownTable([
      .init(head: "data set", alignment: .left), .init(head: "model", alignment: .left),
      .init(head: "loss", alignment: .left), .init(head: "configurations"),
      .init(head: "first reason", alignment: .left),
    ])
    for panel in study.panels {
      for learner in panel.learners {
        let tried = learner.scored.flatMap(\.scores.configurations)
        let failures = tried.compactMap(\.failure)
        guard let first = failures.first else { continue }
        table.append([
          Markdown.escaped(panel.dataset.title), Markdown.escaped(panel.model.title),
          study.title(of: learner.loss), "\(failures.count) of \(tried.count)",
          Markdown.escaped(first.reason),
        ])
      }
    }
    return table
  }
}
