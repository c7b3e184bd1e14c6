public import CounterRandom

/// A teacher that labels rows: the posterior varies smoothly from 0 to 1.
///
/// Rows have 20 independent standard normal columns, and at the base prevalence `π₀` their
/// posterior is `σ(t(x))`, `t` being the logit of ``TeacherLogit``. Given its label a row is drawn
/// from `f · η / π₀` or `f · (1 - η) / (1 - π₀)`, so that the log-likelihood ratio is
/// `t(x) - logit π₀` exactly, and any other prevalence is a prior shift.
public struct Teacher: Scenario {
  /// The name in suite files and on the command line.
  public static let name = "teacher"
  /// What it is, in one sentence.
  public static let summary =
    "Labels follow a smooth, mostly linear posterior: the scenario for calibration."
  /// The number in every counter.
  public static let number: UInt16 = 4

  /// The parameters it was made from.
  public let parameters: ScenarioParameters
  /// Share of positives in the population.
  public let prevalence: Double
  /// The intercept `b` of the logit `slope · h(x) + b`.
  public var intercept: Double { logit.intercept }
  /// The prevalence `π₀` at which the posterior is `σ(slope · h(x) + b)`.
  public let basePrevalence: Double

  let logit: TeacherLogit
  /// `logit π₀`, subtracted from the logit of a row.
  let baseLogit: Double
  let proposal: TeacherProposal

  /// The scenario with these parameters.
  public init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
    let (rho, slope) = (parameters["rho"], parameters["slope"])
    let base = parameters["base-prevalence"]
    basePrevalence = base
    let solution =
      Self.solutions.first {
        ($0.rho, $0.slope, $0.basePrevalence) == (rho, slope, base)
      } ?? TeacherSolution(rho: rho, slope: slope, basePrevalence: base)
    logit = TeacherLogit(rho: rho, slope: slope, intercept: solution.intercept)
    baseLogit = PortableMath.log(base) - PortableMath.log(1 - base)
    proposal = TeacherProposal(logit: logit, tilt: solution.tilt)
  }

  /// `V1` … `V20`.
  public let columns = (1...Self.width).map { FeatureColumn("V\($0)") }
  /// The kinds of fraud, in the order of the oracle.
  public let typologyNames = ["positive"]

  static let width = 20

  /// Draws rows given their labels, see ``Scenario``.
  public func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    unsafe drawRows(
      rows, width: Self.width, stream: stream, features: &features
    ) { row, x in
      let words = RowWords(stream: stream, row: rows[row])
      if labels[row] == 0 {
        typology[row] = Oracle.legitimate
        unsafe proposal.drawNegative(x, words)
      } else {
        typology[row] = 0
        unsafe proposal.drawPositive(x, words)
      }
    }
  }

  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    precondition(features.count == ratios.count * Self.width)
    unsafe features.withUnsafeBufferPointer { input in
      guard let input = input.baseAddress else { return }
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: 12) { buffer in
        guard let x = buffer.baseAddress else { return }
        for row in 0..<ratios.count {
          for column in 0..<12 { unsafe x[column] = Double(input[row * Self.width + column]) }
          let t = unsafe logit.value(
            linear: TeacherLogit.linear(x), pieces: TeacherLogit.pieces(x))
          ratios[row] = t - baseLogit
        }
      }
    }
  }
}

/// The random words of one row.
struct RowWords {
  let stream: CounterStream
  let row: UInt64

  /// The two words of a block.
  @inline(__always)
  subscript(block: UInt32) -> (UInt64, UInt64) { stream.words(row: row, block: block) }
}
