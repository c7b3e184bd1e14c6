internal import CounterRandom

/// Labels as they are at the end of a period: some fraud is never reported, some is not known yet,
/// and a few legitimate payments are reported as fraud.
///
/// `P(ỹ = 1 | y = 1, k, t) = (1 - r10_k) F(T - t)` for typology k at time t, T being the end of the
/// period and F the law of the delay; `P(ỹ = 1 | y = 0) = r01`. Given the features the typology is
/// not known, so that
/// `η̃(x, t) = η(x) F(T - t) Σ_k r_k(x) (1 - r10_k) + (1 - η(x)) r01`.
struct SeenLabels: LabelObservation {
  let law: TransactionLaw
  /// `1 - r10` of each typology.
  let reported: [Double]
  /// `r01`.
  let falseReports: Double
  let delay: VerificationDelay
  let periodDays: Double

  func observe(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, features: Span<Float>,
    typology: Span<UInt8>, posterior: Span<Double>, labels: inout MutableSpan<UInt8>,
    observed: inout MutableSpan<Double>
  ) {
    law.density.typologyMeans(of: reported, rows: features, into: &observed)
    for row in 0..<rows.count {
      let known = delay.shareKnown(after: (1 - times[row]) * periodDays)
      let eta = posterior[row]
      observed[row] = eta * (observed[row] * known) + (1 - eta) * falseReports
      let words = stream.words(row: rows[row], block: Self.firstBlock)
      if labels[row] == 0 {
        labels[row] = Self.happens(words.0, falseReports) ? 1 : 0
      } else {
        let isReported = Self.happens(words.0, reported[Int(typology[row])])
        labels[row] = isReported && Self.happens(words.1, known) ? 1 : 0
      }
    }
  }

  /// Whether something of a probability happens: the upper 53 bits of a word, as a share of 2⁵³, lie
  /// below it.
  @inline(__always)
  private static func happens(_ word: UInt64, _ probability: Double) -> Bool {
    Double(word &>> 11) * 0x1p-53 < probability
  }
}
