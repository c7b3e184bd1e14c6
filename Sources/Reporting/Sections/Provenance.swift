internal import Results

/// Where the report comes from and how to make it again.
struct ProvenanceSection: ReportSection {
  let title = "Provenance"

  func body(of study: Study) throws -> String? {
    let suite = study.suite
    var table = MarkdownTable([
      .init(head: "what", alignment: .left), .init(head: "value", alignment: .left),
    ])
    table.append(["suite", Markdown.escaped(suite.name)])
    table.append(["suite file, SHA-256", Markdown.escaped(suite.fileHash)])
    table.append(["Lopsided", Markdown.escaped(suite.version)])
    table.append(["seed", "\(suite.seed)"])
    table.append(["replicates", suite.sequential.map(\.provenance) ?? "\(suite.replicates)"])
    table.append(["configurations for each loss", "\(suite.configurations)"])
    table.append(["selection metric", Markdown.escaped(suite.selectionMetric)])
    for dataset in suite.datasets {
      let what =
        switch dataset.design {
        case .independentDraws: "parameters of"
        case .resampledSplits, .fixedSplit, .rollingOrigins: "data of"
        }
      table.append([
        "\(what) \(Markdown.escaped(dataset.title)), SHA-256", Markdown.escaped(dataset.hash),
      ])
    }
    if !study.arithmetics.isEmpty {
      table.append(["arithmetic", Markdown.escaped(study.arithmetics.joined(separator: "; "))])
    }
    let commands = suite.commands.map { $0.replacing("\n", with: " ") }
    return Markdown.blocks([
      table.text,
      study.mixesArithmetics
        ? """
        Trials of one model were computed on unlike processors or with unlike libraries, which round \
        differently. Differences \
        within a replicate are small but not only those of the losses; run afresh on one machine \
        for a comparison that is paired to the last digit.
        """ : "",
      "To run what is missing, and to make this report again from the stored results:",
      "```sh\n\(commands.joined(separator: "\n"))\n```",
      """
      The report is a function of the stored results: the same results give the same bytes. \
      `results.csv` holds every number at full precision, `manifest.json` the facts above.
      """,
    ])
  }
}
