internal import Datasets

extension PreparedDataset {
  /// What a reader must know of rows that are drawn.
  static func provenance(
    of scenario: any Scenario, draw: SuiteDataset.ScenarioDraw
  ) -> String {
    let parameters = scenario.parameters.all.map { parameter in
      "\(parameter.name) \(parameter.values.map { "\($0)" }.joined(separator: " "))"
    }
    var sentences = [
      """
      Synthetic; no row stands for a person. Scenario \(type(of: scenario).name), preset \
      \(scenario.preset): \(parameters.joined(separator: "; ")). Rows are independent draws and \
      carry no history.
      """
    ]
    if let warp = draw.warp {
      sentences.append(
        "Features are changed by the warp \(type(of: warp).name), which leaves posteriors as they are."
      )
    }
    if let days = scenario.periodDays {
      let apart = max(draw.gapDays, draw.labelDelayDays)
      sentences.append(
        """
        Each replicate is one draw over \(days) days, cut into training, validation and test in \
        the order of time\(apart > 0 ? ", with \(apart) days between them" : ""); the numbers of \
        fraud rows of the parts are expected ones.
        """)
    }
    if scenario.labelObservation != nil { sentences.append(observedLabels) }
    return sentences.joined(separator: " ")
  }

  /// What a reader must know of rows that are split, not drawn.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - split: how they are split.
  ///   - duplicates: how many of them repeat another.
  ///   - origin: where they come from, in a sentence.
  /// - Returns: a few sentences.
  static func provenance(
    of table: SuiteTable, split: SplitPlan, duplicates: DuplicateRows, origin: String
  ) -> String {
    var sentences = [
      "\(origin) \(table.rows.rowCount) rows, \(table.facts.positiveCount) of them positive."
    ]
    if let sentence = split.sentence { sentences.append(sentence) }
    if duplicates.exact > 0 {
      let consequence =
        if split.keepsDuplicatesTogether {
          "equal rows stand in the same part."
        } else if split.basis == .time {
          "a row that comes again later stands where its time says."
        } else {
          """
          a repeated row can stand in training and in test, which flatters every learner alike.
          """
        }
      sentences.append("\(duplicates.exact) rows repeat an earlier row; \(consequence)")
    }
    if table.hasFaultyLabels { sentences.append(observedLabels) }
    if table.facts.attributes.weights != nil {
      sentences.append("Rows have weights, which are passed over: each row counts once.")
    }
    return sentences.joined(separator: " ")
  }

  private static let observedLabels = """
    Training and validation have the labels that are seen; results are measured on the true \
    labels of the test part.
    """
}

extension SplitPlan {
  /// How rows are split, in a sentence; `nil` for a random split of single rows.
  fileprivate var sentence: String? {
    switch basis {
    case .random: return nil
    case .entity: return "All rows of an entity stand in the same part."
    case .time:
      var text = "Training, validation and test follow one another in time"
      if gapDays > 0 { text += ", \(gapDays) days left out between them" }
      if labelDelayDays > 0 {
        text +=
          ", and rows whose label is known only after \(labelDelayDays) days are left out "
          + "where that is too late"
      }
      text +=
        origins > 1
        ? "; replicates take \(origins) windows of the whole period, each half over the next."
        : "; there is one such split, and replicates differ in initial weights and batches alone."
      return text
    }
  }
}
