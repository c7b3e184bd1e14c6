internal import ArgumentParser
internal import Datasets
internal import Drawing
internal import Experiments
internal import Foundation
internal import Reporting

struct EvaluationData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluation",
    abstract: "Measure how much ways to evaluate a model scatter on a scenario.",
    discussion: """
      Estimates the same quantities again and again on fresh rows: average precision and AUROC on \
      rows drawn by class, weighted by label alone and by the true likelihood ratio; regrets and \
      calibration error on rows as they come, by label and by the true posterior. Three models are \
      judged: the truth; the flattened truth, whose log-likelihood ratio is 0.7 of the true one; and \
      the blurred truth, whose logit has normal noise of deviation 3.
      """)

  @OptionGroup var arguments: ScenarioArguments

  @Option(help: "Positive rows drawn by class in each repetition.")
  var positives = 20_000

  @Option(help: "Negative rows drawn by class in each repetition.")
  var negatives = 20_000

  @Option(help: "Rows drawn as they come in each repetition.")
  var rows = 200_000

  @Option(help: "Repetitions.")
  var repetitions = 200

  @Option(help: "The seed of the rows.")
  var seed: UInt64 = 1

  @Option(help: "How to write: text or markdown.")
  var format = Format.text

  @Option(name: [.short, .long], help: "Threads (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
  }

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    let counts = [("positives", positives), ("negatives", negatives), ("rows", rows)]
    for (name, count) in counts where !(100...100_000_000).contains(count) {
      throw ValidationError("--\(name) is \(count); it must be from 100 to 100000000.")
    }
    guard (2...1_000_000).contains(repetitions) else {
      throw ValidationError("--repetitions is \(repetitions); it must be from 2 to 1000000.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting {
      let display = WorkDisplay("Repetitions")
      let study = EvaluationVariance(
        of: try arguments.make(), classRows: (positives, negatives), naturalRows: rows,
        repetitions: repetitions, seed: seed)
      let comparisons = try study.comparisons(jobs: jobs, progress: display.show)
      display.finish()
      print(format == .text ? text(comparisons) : markdown(comparisons))
    }
  }

  private static let heads = [
    "quantity", "rows", "plain way", "mean", "sd", "informed way", "mean", "sd", "sd ratio",
  ]

  private func cells(_ comparison: EvaluationVariance.Comparison) -> [String] {
    func spread(_ spread: EvaluationVariance.Spread) -> [String] {
      let decimals = NumberText.decimals(for: spread.deviation, digits: 2, otherwise: 6)
      return [
        spread.way, NumberText.fixed(spread.mean, decimals: decimals),
        NumberText.fixed(spread.deviation, decimals: decimals),
      ]
    }
    return [comparison.quantity, comparison.rows] + spread(comparison.plain)
      + spread(comparison.informed) + [NumberText.fixed(comparison.ratio, decimals: 1)]
  }

  private func text(_ comparisons: [EvaluationVariance.Comparison]) -> String {
    var table = TextTable(Self.heads)
    for comparison in comparisons { table.append(cells(comparison)) }
    return table.text
  }

  private func markdown(_ comparisons: [EvaluationVariance.Comparison]) -> String {
    let left = Set([0, 1, 2, 5])
    var table = MarkdownTable(
      Self.heads.enumerated().map {
        .init(head: $1, alignment: left.contains($0) ? .left : .right)
      })
    for comparison in comparisons { table.append(cells(comparison)) }
    return table.text
  }
}
