internal import Evaluation
internal import Losses
internal import Results
internal import Yams

extension SuiteParser {
  /// What the key `error-rates` asks for: `{replicates: 10, family: 5, cap: 20}`; `nil` without it.
  func errorRates(_ map: SuiteMapping, of suite: Suite) throws(SuiteError) -> ErrorRateDesign? {
    guard let node = map["error-rates"] else { return nil }
    let keys = try SuiteMapping(
      node, file: path, what: "error-rates", keys: ["replicates", "family", "cap"])
    let standard = ErrorRateDesign.standard
    let design = ErrorRateDesign(
      replicates: try keys.integer("replicates", in: 5...1000) ?? standard.replicates,
      family: try keys.integer("family", in: 3...100) ?? standard.family,
      cap: try keys.integer("cap", in: 5...100_000) ?? standard.cap)
    try checkAliases(suite, keys.place)
    guard ![MetricKey.f1, MetricKey.matthewsCorrelation].contains(suite.selectionMetric),
      suite.truth == nil
    else {
      throw .unusable(
        place: keys.place,
        reason: """
          trials of such a suite are evaluated by the selection metric alone, which can be neither \
          f1 nor mcc, whose thresholds validation chooses, and there is no "truth" to judge by.
          """)
    }
    guard suite.losses.count >= design.family,
      suite.replicates >= max(design.replicates, design.cap)
    else {
      throw .unusable(
        place: keys.place,
        reason: """
          a family takes \(design.family) losses and a comparison up to \
          \(max(design.replicates, design.cap)) replicates, but the suite has \
          \(suite.losses.count) losses and \(suite.replicates) replicates.
          """)
    }
    return design
  }

  /// Refuses losses that may differ in more than their seeds.
  private func checkAliases(_ suite: Suite, _ place: SourcePlace) throws(SuiteError) {
    let first = suite.losses[0]
    for loss in suite.losses
    where loss.profile.name != first.profile.name
      || loss.grid.map(\.settings) != first.grid.map(\.settings)
    {
      throw .unusable(
        place: place,
        reason: """
          error rates are measured on one loss under several names, and \(loss.id) is not what \
          \(first.id) is. Give all losses the same name and settings, and each an id and a seed.
          """)
    }
    var seeds: Set<UInt64?> = []
    for loss in suite.losses where !seeds.insert(loss.seed).inserted {
      throw .unusable(
        place: place,
        reason: """
          \(loss.id) has the seed of another loss, so that the two have the same results. Give \
          each a seed of its own, as in "{name: \(first.profile.name), id: \(loss.id), seed: 7}".
          """)
    }
  }
}
