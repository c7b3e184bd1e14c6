internal import ArgumentParser
internal import Datasets
internal import Evaluation

/// Which columns of a file of scores are what.
struct ScoreColumns: ParsableArguments {
  @Option(help: "The column with the scores.")
  var score: String = "score"

  @Option(help: "The column with the labels.")
  var label: String = "label"

  @Option(help: "The label of positive rows, when labels are not 0 and 1 or false and true.")
  var positive: String?

  @Option(help: "The column with probabilities (default: probability, if there is one).")
  var probability: String?

  @Option(help: "The column that says how many rows a row stands for (default: weight).")
  var weight: String?

  @Option(help: "The column that says what each row is worth (default: amount).")
  var amount: String?

  @Option(help: "The column that says whose row it is: card, account, customer (default: group).")
  var group: String?

  @Option(help: "The column that says when a row happened (default: time).")
  var time: String?

  @Option(help: "What the numbers of the time column count: days, hours, minutes or seconds.")
  var timeUnit: ImportArguments.TimeUnit = .days

  @Option(
    help: "What stands between cells: comma, semicolon or tab (default: comma; tab for .tsv).")
  var delimiter: ImportArguments.Delimiter?

  /// The rows in the file at `path`.
  func rows(at path: String, threads: Int) throws(ImportError) -> ScoredRows {
    var reader = NamedColumnsReader()
    let isTabbed = path.lowercased().hasSuffix(".tsv") || path.lowercased().hasSuffix(".tsv.gz")
    reader.delimiter = delimiter?.byte ?? (isTabbed ? .tab : .comma)
    reader.threads = threads
    let names = Set(try reader.names(at: path))
    var wanted = [
      NamedColumn(score, .number(Self.finite, valid: "finite numbers"), option: "--score"),
      NamedColumn(label, .label(positive: positive), option: "--label"),
    ]
    /// Asks for a column that was named, or that goes by its usual name; its place.
    func ask(_ named: String?, _ usual: String, _ kind: NamedColumnKind) -> Int? {
      guard let name = named ?? (names.contains(usual) ? usual : nil) else { return nil }
      wanted.append(NamedColumn(name, kind, option: "--\(usual)"))
      return wanted.count - 1
    }
    let probability = ask(
      probability, "probability", .number(0...1, valid: "numbers between 0 and 1"))
    let weight = ask(
      weight, "weight",
      .number(
        Double.leastNormalMagnitude...Double.greatestFiniteMagnitude, valid: "numbers above 0"))
    let amount = ask(
      amount, "amount",
      .number(0...Double.greatestFiniteMagnitude, valid: "numbers of at least 0"))
    let group = ask(group, "group", .entity)
    let time = ask(time, "time", .time(unit: timeUnit.unit))
    var read = try reader.columns(wanted, at: path)
    func take(_ place: Int?) -> [Double]? {
      guard let place else { return nil }
      var values: [Double] = []
      swap(&values, &read.numbers[place])
      return values
    }
    return ScoredRows(
      scores: take(0) ?? [], labels: (take(1) ?? []).map { UInt8($0) }, weights: take(weight),
      probabilities: take(probability), amounts: take(amount), times: take(time),
      entities: group.map { read.entities[$0] })
  }

  private static let finite = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
}
