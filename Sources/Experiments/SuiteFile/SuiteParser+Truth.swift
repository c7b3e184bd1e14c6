internal import Yams

extension SuiteParser {
  /// What the key `truth` asks for: `{positives: 20_000, negatives: 20_000}`; `nil` without the key.
  func truth(_ map: SuiteMapping) throws(SuiteError) -> SuiteTruth? {
    guard let node = map["truth"] else { return nil }
    let rows = try SuiteMapping(node, file: path, what: "truth", keys: ["positives", "negatives"])
    let standard = SuiteTruth.standard
    return SuiteTruth(
      positives: try rows.integer("positives", in: 100...100_000_000) ?? standard.positives,
      negatives: try rows.integer("negatives", in: 100...100_000_000) ?? standard.negatives)
  }
}
