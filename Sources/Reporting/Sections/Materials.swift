internal import Drawing
internal import Results

/// The data sets, models and losses of the suite.
struct MaterialSection: ReportSection {
  let title = "What was compared"

  func body(of study: Study) throws -> String? {
    Markdown.blocks([
      datasets(study), provenance(study), models(study), losses(study), seeds(study),
      batches(study),
    ])
  }

  private func datasets(_ study: Study) -> String {
    var table = MarkdownTable([
      .init(head: "data set", alignment: .left), .init(head: "prevalence"),
      .init(head: "features"), .init(head: "training rows (fraud)"),
      .init(head: "validation rows (fraud)"), .init(head: "test rows (fraud)"),
      .init(head: "replicates", alignment: .left),
    ])
    for dataset in study.suite.datasets {
      func part(_ rows: Int, _ positives: Int) -> String {
        "\(NumberText.count(rows)) (\(NumberText.count(positives)))"
      }
      let replicates = study.suite.sequential?.extent(of: dataset.id) ?? "\(study.suite.replicates)"
      let design =
        switch dataset.design {
        case .independentDraws: "\(replicates) independent draws"
        case .resampledSplits: "\(replicates) resampled splits"
        case .fixedSplit: "\(replicates) seeds on one split in time"
        case .rollingOrigins: "\(replicates) windows of time"
        }
      table.append([
        Markdown.escaped(dataset.title), NumberText.percent(dataset.prevalence),
        NumberText.count(dataset.features),
        part(dataset.trainingRows, dataset.trainingPositives),
        part(dataset.validationRows, dataset.validationPositives),
        part(dataset.testRows, dataset.testPositives), design,
      ])
    }
    return table.text
  }

  private func provenance(_ study: Study) -> String {
    Markdown.bullets(
      study.suite.datasets.filter { !$0.provenance.isEmpty }.map {
        "\(Markdown.escaped($0.title)): \(Markdown.escaped($0.provenance))"
      })
  }

  private func models(_ study: Study) -> String {
    var table = MarkdownTable([
      .init(head: "model", alignment: .left), .init(head: "training", alignment: .left),
      .init(head: "learning rates (default)", alignment: .left),
    ])
    for model in study.suite.models {
      table.append([
        Markdown.escaped(model.title), Markdown.escaped(model.training), model.tunedText,
      ])
    }
    return table.text
  }

  /// How the losses that cannot take any batch get theirs.
  private func batches(_ study: Study) -> String {
    var groups: [(policy: String, losses: [String])] = []
    for loss in study.suite.losses {
      guard let policy = loss.batches else { continue }
      if let place = groups.firstIndex(where: { $0.policy == policy }) {
        groups[place].losses.append(study.title(of: loss))
      } else {
        groups.append((policy, [study.title(of: loss)]))
      }
    }
    guard !groups.isEmpty else { return "" }
    return Markdown.blocks([
      """
      Batches: all losses see the same rows in the same order, except where positives are dealt \
      out. A loss takes a step for each batch, except where a batch is passed over. What losses do \
      that cannot use a batch without positives as it is:
      """,
      Markdown.bullets(groups.map { "\(listed($0.losses)): \(Markdown.escaped($0.policy))." }),
    ])
  }

  /// Which losses do not share initial weights and batch orders with the others.
  private func seeds(_ study: Study) -> String {
    let own = study.suite.losses.filter { $0.seed != nil }
    guard !own.isEmpty else { return "" }
    let names = own.count == study.suite.losses.count ? "all losses" : listedBriefly(own.map(\.id))
    return """
      Seeds: \(names) have initial weights and batch orders of their own, on the same rows and \
      splits as the others.
      """
  }

  private func losses(_ study: Study) -> String {
    var table = MarkdownTable([
      .init(head: "loss", alignment: .left), .init(head: "formula", alignment: .left),
      .init(head: "settings tried (default first)", alignment: .left),
      .init(head: "its optimum is the probability", alignment: .center),
      .init(head: "closed-form recovery", alignment: .center),
      .init(head: "source", alignment: .left),
    ])
    // Of one loss under several names, one line says all.
    for loss in study.suite.losses.prefix(study.suite.errorRates == nil ? .max : 1) {
      let grid = loss.grid.filter { !$0.isEmpty }
      table.append([
        study.title(of: loss) + (loss.id == study.suite.reference ? " (reference)" : ""),
        Markdown.escaped(loss.formula),
        grid.isEmpty ? "none to choose" : grid.map(SettingsText.of).joined(separator: "; "),
        loss.isStrictlyProper ? "yes" : "no", loss.recoversPosterior ? "yes" : "no",
        Markdown.escaped(loss.reference),
      ])
    }
    return table.text
  }
}

extension ModelRecord {
  /// The learning rates or penalties that tuning may use, and the default one.
  fileprivate var tunedText: String {
    func list(_ values: [Double], _ start: Double) -> String {
      "\(values.map(NumberText.setting).joined(separator: ", ")) (\(NumberText.setting(start)))"
    }
    guard let penalties, let defaultPenalty else { return list(learningRates, defaultLearningRate) }
    return "none; L2 penalties \(list(penalties, defaultPenalty))"
  }
}
