internal import LossLaws

/// One law's result as the cells of a line.
struct LawLine {
  let result: LawResult

  var cells: [String] {
    switch result.verdict {
    case .notApplicable(let reason):
      return ["\(result.law): n.a.", "", "", "", reason]
    case .passed, .failed:
      let verdict = result.isFailure ? "FAIL" : "pass"
      let isExact = result.tolerance == 0
      let skipped = result.skipped > 0 ? " (\(result.skipped) at kinks left out)" : ""
      return [
        "\(result.law): \(verdict)",
        isExact && !result.isFailure ? "none" : short(result.worstError),
        isExact ? "none" : short(result.tolerance), "\(result.comparisons)",
        (result.place?.description ?? "–") + skipped,
      ]
    }
  }

  private func short(_ value: Double) -> String { value == 0 ? "0" : value.brief }
}
