internal import ArgumentParser
internal import Drawing
internal import Reporting
internal import Statistics

struct CheckStatistics: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Measure how often each test finds a difference where there is none.",
    discussion: """
      Draws data on which no method is better, by several laws, and counts false findings, with \
      99 % binomial intervals. Three procedures that are known to err stand beside the others. \
      Ends with status 1 if a test errs more often than it promises on data that meet its \
      assumptions.
      """)

  @Option(help: "Data sets for each test and law.")
  var trials = 2_000

  @Option(help: "Replicates in each data set.")
  var replicates = 10

  @Option(help: "Methods beside the reference, where several are compared.")
  var methods = 4

  @Option(help: "The promised rate of false findings.")
  var significance = 0.05

  @Option(help: "Decides the data.")
  var seed: UInt64 = 1

  func run() async throws {
    let isLiberal = try await ExitStatus.reporting {
      let study = ErrorRateStudy(
        trials: trials, replicates: replicates, learners: methods, nominal: significance,
        seed: seed)
      let text = try ErrorRateText(study)
      print(text.markdown, terminator: "")
      return text.hasBrokenPromise
    }
    if isLiberal { throw ExitStatus.someTrialsFailed }
  }
}

/// Measured error rates as Markdown.
struct ErrorRateText {
  let markdown: String
  /// Whether a test errs too often on data that meet its assumptions.
  let hasBrokenPromise: Bool

  init(_ study: ErrorRateStudy) throws {
    let laws = NullLaw.allCases
    var table = MarkdownTable(
      [.init(head: "procedure", alignment: .left)]
        + laws.map { .init(head: $0.rawValue) })
    var isBroken = false
    for procedure in NullProcedure.allCases {
      var cells = [procedure.rawValue + (procedure.isWarning ? " (known to err)" : "")]
      for law in laws {
        guard !procedure.needsSymmetry || law.isSymmetric else {
          cells.append(NumberText.none)
          continue
        }
        let rate = try study.rate(of: procedure, under: law)
        isBroken =
          isBroken || rate.finding == .liberal && procedure.assumesOnly(law) && !procedure.isWarning
        cells.append(Self.cell(rate))
      }
      table.append(cells)
    }
    hasBrokenPromise = isBroken
    markdown =
      Markdown.blocks([
        "# How often the tests err",
        """
        False findings in percent of \(NumberText.count(study.trials)) data sets on which no method \
        is better, with the exact 99 % binomial interval. Nominal: \
        \(NumberText.percent(study.nominal)). Each data set has \(study.replicates) replicates; \
        families have \(study.learners) methods beside the reference; runs that are looked at after \
        every replicate stop at \(study.cap); resampled splits test one row for every \
        \(NumberText.setting(1 / ErrorRateStudy.splitRatio)) trained on.
        """,
        table.text,
        """
        **Bold**: the interval lies above the nominal rate. Laws of a single difference: normal; \
        Student's t with three degrees of freedom (heavy tails); multiples of a quarter (coarse), \
        with ties and zeros; exponential less its mean (skewed). A dash: the law breaks what the \
        test supposes.
        """,
      ]) + "\n"
  }

  /// "4.9 (3.7 to 6.3)".
  private static func cell(_ rate: RejectionRate) -> String {
    func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 1) }
    let text =
      "\(percent(rate.rate)) (\(percent(rate.interval.lower)) to \(percent(rate.interval.upper)))"
    return rate.finding == .liberal ? "**\(text)**" : text
  }
}
