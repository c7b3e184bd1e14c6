internal import Drawing
internal import Results
internal import Statistics

/// Average ranks of the losses with critical-difference diagrams (Demšar 2006).
struct AverageRankSection: ReportSection {
  let title = "Average ranks"

  func body(of study: Study) throws -> String? {
    let rankings = try LossRanking.all(of: study)
    guard !rankings.isEmpty else { return nil }
    var blocks = [introduction(study, rankings)]
    // A table stays readable with four columns of ranks.
    for start in stride(from: 0, to: rankings.count, by: 4) {
      blocks.append(table(Array(rankings[start..<min(start + 4, rankings.count)]), study))
    }
    blocks.append(Markdown.bullets(rankings.map { sentence($0, study) }))
    blocks += rankings.filter { $0.test != nil }.map {
      Markdown.image("Critical-difference diagram: \($0.title)", path: Figure.path(of: $0.slug))
    }
    return Markdown.blocks(blocks)
  }

  func figures(of study: Study) throws -> [Figure] {
    try LossRanking.all(of: study).compactMap { ranking in
      guard let test = ranking.test else { return nil }
      let figure = CriticalDifferenceFigure(ranking: ranking, test: test, study: study)
      return Figure(name: ranking.slug, svg: figure.svg)
    }
  }

  private func introduction(_ study: Study, _ rankings: [LossRanking]) -> String {
    let metric = study.metric.linkedTitle
    let overDatasets = rankings.contains { $0.blocks == .datasets }
    let fewest = LossRanking.fewestBlocks
    let question =
      overDatasets
      ? """
      Within each data set the losses are ranked by their mean \(metric), 1 for the best. Each data \
      set is one block, whatever its replicates; models are ranked apart, since those of one data \
      set learn from the same rows. The data sets were chosen and not drawn, so this reaches to \
      data sets like them.
      """
      : """
      Within each replicate the losses are ranked by \(metric), 1 for the best. \
      \(study.suite.datasets.count == 1 ? "There is one data set" : "There are \(study.suite.datasets.count) data sets"), \
      too few to rank losses over data sets: with fewer than \(fewest) not even a loss that wins on all \
      of them could be told from the others. So these ranks say which loss comes out ahead when \
      the same data set is met again, and nothing about other data.
      """
    return question + """
       A failed trial stands last. Ranks leave out how large differences are, and decide nothing in \
      this report; the verdicts come from the paired comparisons \
      ([how to read ranks](#average-ranks-explained)).
      """
  }

  private func table(_ rankings: [LossRanking], _ study: Study) -> String {
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)]
        + rankings.map { .init(head: Markdown.escaped($0.title)) })
    let rows = study.suite.losses.filter { loss in
      rankings.contains { $0.losses.contains { $0.id == loss.id } }
    }
    // The best first where a reader would have to search for it, as in the main table.
    let sorted =
      rows.count > sentenceLimit
      ? (rankings.first.map { first in
        first.order.map { first.losses[$0] }
          + rows.filter { loss in !first.losses.contains { $0.id == loss.id } }
      } ?? rows) : rows
    for loss in sorted {
      table.append(
        [study.title(of: loss)]
          + rankings.map { ranking in
            guard let place = ranking.losses.firstIndex(where: { $0.id == loss.id }) else {
              return NumberText.none
            }
            let text = NumberText.fixed(ranking.ranks.averages[place], decimals: 2)
            let isBest = ranking.ranks.averages[place] == ranking.ranks.averages.min()
            return isBest ? "**\(text)**" : text
          })
    }
    return table.text
  }

  private func sentence(_ ranking: LossRanking, _ study: Study) -> String {
    let name = "*\(Markdown.escaped(ranking.title))*"
    let count = ranking.ranks.blocks
    let dropped =
      ranking.dropped > 0
      ? " \(ranking.dropped) more set aside, where some loss has no trial." : ""
    guard let test = ranking.test else {
      let reason =
        switch ranking.blocks {
        case .overlapping: "the replicates share rows, so that no test of ranks holds"
        case .sequential: "the results decided how many replicates there are"
        default: "\(count) blocks are too few for a test of ranks"
        }
      return "\(name): described only, since \(reason).\(dropped)"
    }
    let friedman = test.friedman
    let f = friedman.f.map { NumberText.significant($0, digits: 3) } ?? "∞"
    let statistic =
      "F(\(friedman.degreesOfFreedom), \(friedman.denominatorDegreesOfFreedom)) = \(f), p "
      + pText(friedman.pOfF) + ", Kendall's W \(NumberText.fixed(friedman.kendallsW, decimals: 2))"
    let critical = NumberText.fixed(test.criticalDifference, decimals: 2)
    let lead = "\(name), over \(count) \(noun(ranking.blocks)): "
    guard test.hasDifference else {
      return lead + "no difference in ranks was shown (\(statistic)); no pair is judged.\(dropped)"
    }
    return lead
      + "ranks differ (\(statistic)). Two losses differ where their average ranks are at least "
      + "\(critical) apart; \(best(ranking, test, study)).\(dropped)"
  }

  /// "LDAM, focal loss and cross-entropy cannot be told apart at the top".
  private func best(_ ranking: LossRanking, _ test: LossRanking.Test, _ study: Study) -> String {
    guard let first = ranking.order.first else { return "" }
    let leading = test.groups.first { $0.contains(first) } ?? [first]
    let names = leading.map { study.title(of: ranking.losses[$0]) }
    return leading.count == 1
      ? "\(names[0]) stands alone at the top"
      : "\(listedBriefly(names)) cannot be told apart at the top"
  }

  private func noun(_ blocks: LossRanking.Blocks) -> String {
    switch blocks {
    case .datasets: "data sets"
    case .replicates: "independent draws"
    case .seeds: "seeds on one split in time"
    case .overlapping, .sequential: "replicates"
    }
  }

  private func pText(_ p: Double) -> String {
    let text = NumberText.pValue(p)
    return text.hasPrefix("<") ? "< " + text.dropFirst() : "= " + text
  }
}
