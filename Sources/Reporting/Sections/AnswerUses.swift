internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// Which loss to train with for each of three uses, how sure that is, and where it ends.
struct AnswerUses {
  let study: Study

  private var reference: String { study.referenceTitle }

  /// The blocks of Markdown; none where there is nothing to choose between.
  func blocks() throws -> [String] {
    guard study.suite.losses.count > 1, !study.tested.isEmpty else { return [] }
    let evidence = try UseEvidence.deciding(study)
    let family = UseEvidence.tested(evidence)
    guard family > 0 else { return [] }
    var blocks = [introduction(family: family)]
    for use in evidence where !use.places.isEmpty {
      let words = UseWords(study: study, use: use.use, family: family)
      let reach = try UseReach(study: study, evidence: use).bullet
      blocks.append(heading(use.use))
      blocks.append(Markdown.bullets(try words.bullets(use.places) + [reach]))
    }
    return blocks
  }

  private func introduction(family: Int) -> String {
    let replicates =
      study.suite.sequential == nil
      ? "; the [replicates](#replicates-needed) that would decide are told" : ""
    return """
      **For three uses.** Each has its own number and the same rule: leave \(reference) for a loss that \
      is shown to be better, with an adjusted p below 0.05 over all \(counted(family, "comparison")) of the \
      three and a mean difference beyond what counts. Of losses that cannot be told from the best of those, \
      the one with the fewest settings to choose is named. *Undecided* is no finding of equality\(replicates). *Holds for* names conditions, and \
      what other numbers say, each in a family of its own ([rule](#uses)).
      """
  }

  private func heading(_ use: ReportedUse) -> String {
    let counts = "differences within ±\(NumberText.setting(use.region)) count as none"
    return switch use.purpose {
    case .ranking: "**To rank alerts for a fixed review budget**, by \(use.title); \(counts)."
    case .probabilities: "**For calibrated probabilities**, by \(use.title); \(counts)."
    case .cost: "**For the lowest cost**, by \(use.title); \(counts)."
    }
  }
}

/// Sentences about one use.
struct UseWords {
  let study: Study
  let use: ReportedUse
  /// Size of the family of Holm's procedure.
  let family: Int

  private var reference: String { study.referenceTitle }

  /// One bullet a panel, or one a kind of conclusion where there are too many panels.
  func bullets(_ places: [UseEvidence.Place]) throws -> [String] {
    guard places.count > sentenceLimit / 2 else {
      return try places.map { place in
        "*\(study.shortTitle(of: place.panel))*: \(try sentence(place))"
      }
    }
    return try summary(places)
  }

  private func sentence(_ place: UseEvidence.Place) throws -> String {
    switch place.conclusion {
    case .leave(let comparison, let tied):
      let also =
        tied.isEmpty
        ? "" : " Not told from the best: \(listedBriefly(tied.map { study.title(of: $0) }))."
      return "**train with \(study.title(of: comparison.first))** rather than \(reference): "
        + "\(difference(comparison)), p \(pText(comparison.adjustedP)).\(also)"
    case .keep(let equal, let simpler):
      let names = listedBriefly(equal.map { study.title(of: $0) })
      let also = equal.isEmpty ? "every other loss is worse." : "practically equal: \(names)."
      if let simpler {
        return "**\(study.title(of: simpler)) will do**: it has fewer settings than \(reference), "
          + "and no loss gains an amount that counts; \(also)"
      }
      return "**stay with \(reference)**: no loss gains an amount that counts; \(also)"
    case .open(let open):
      guard let first = open.first else { return "" }
      let rest =
        open.count > 1
        ? "; open are \(open.count) of \(place.comparisons.count) losses" : ""
      let lead = gain(first) > 0 ? "The most promising is" : "None comes out ahead; the nearest is"
      return "**undecided**, so \(reference) meanwhile. \(lead) "
        + "\(study.title(of: first.first)), \(difference(first))\(rest). \(try needed(open))"
    }
  }

  /// "To find a difference of 0.01 takes about 40 replicates with it, 90 with all that are open".
  private func needed(_ open: [LossComparison]) throws -> String {
    guard let first = open.first, let paired = first.paired, use.region > 0,
      study.suite.sequential == nil
    else { return "" }
    let counts = try open.map {
      try UseEvidence.replicatesNeeded($0, region: use.region, family: family)
    }
    let size = NumberText.setting(use.region)
    guard let lead = counts.first else { return "" }
    guard let lead else {
      return paired.design == .independentDraws
        ? ""
        : "No number of replicates of these data would find a difference of \(size), since they "
          + "share rows: other data must decide."
    }
    if lead <= paired.pairs {
      return "This run would have found a difference of \(size); this one lies at the edge of "
        + "what counts."
    }
    let all = counts.compactMap(\.self).max() ?? lead
    let others = all > lead ? ", about \(rounded(all)) with every open loss" : ""
    return "To find a difference of \(size) takes about \(rounded(lead)) replicates with "
      + "it\(others); this run has \(paired.pairs)."
  }

  private func summary(_ places: [UseEvidence.Place]) throws -> [String] {
    var leaving: [(loss: LossRecord, places: [String])] = []
    var (keeping, open) = ([String](), [(place: String, comparisons: [LossComparison])]())
    for place in places {
      let title = study.shortTitle(of: place.panel)
      switch place.conclusion {
      case .leave(let comparison, _):
        let text = "\(title) \(difference(comparison))"
        if let index = leaving.firstIndex(where: { $0.loss.id == comparison.first.id }) {
          leaving[index].places.append(text)
        } else {
          leaving.append((comparison.first, [text]))
        }
      case .keep: keeping.append(title)
      case .open(let comparisons): open.append((title, comparisons))
      }
    }
    var bullets = leaving.map { loss, own in
      "**train with \(study.title(of: loss))** rather than \(reference) on \(own.count) of "
        + "\(places.count): \(own.joined(separator: "; "))."
    }
    if !keeping.isEmpty {
      bullets.append(
        "**stay with \(reference)**, where no loss gains an amount that counts, "
          + "\(Self.on(keeping, of: places)).")
    }
    guard !open.isEmpty else { return bullets }
    let isFixed = study.suite.sequential == nil
    let counts = try open.flatMap(\.comparisons).map {
      try UseEvidence.replicatesNeeded($0, region: use.region, family: family)
    }
    let known = counts.compactMap(\.self).sorted()
    let replicates =
      known.isEmpty || !isFixed
      ? ""
      : """
       To find a difference of \(NumberText.setting(use.region)) takes about \
      \(rounded(known[known.count / 2])) replicates in the median open comparison, \
      \(rounded(known[known.count - 1])) in the hardest.
      """
    bullets.append(
      "**undecided**, so \(reference) meanwhile, \(Self.on(open.map(\.place), of: places))."
        + replicates)
    return bullets
  }

  /// "on 2 of 8: gauss, MLP; drift, MLP", or "on all 8", which need no list.
  private static func on(_ titles: [String], of places: [UseEvidence.Place]) -> String {
    titles.count == places.count
      ? "on all \(places.count)"
      : "on \(titles.count) of \(places.count): \(titles.joined(separator: "; "))"
  }

  private func gain(_ comparison: LossComparison) -> Double {
    let difference = comparison.paired?.meanDifference ?? 0
    return use.preference == .higherIsBetter ? difference : -difference
  }

  private func difference(_ comparison: LossComparison) -> String {
    EstimateText.difference(comparison, fallback: 3) ?? NumberText.none
  }

  private func pText(_ p: Double?) -> String {
    let text = NumberText.pValue(p ?? 1)
    return text.hasPrefix("<") ? "< " + text.dropFirst() : "= " + text
  }

  /// Two digits are all that such a number is good for; rounded up.
  private func rounded(_ count: Int) -> String {
    var unit = 1
    while count / unit >= 100 { unit *= 10 }
    return NumberText.count((count + unit - 1) / unit * unit)
  }
}
