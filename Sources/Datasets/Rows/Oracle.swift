/// What a generator knows of its rows and a learner must never see.
public struct Oracle: Sendable {
  /// `P(y = 1 | x)` of each row, exact, y being the true label.
  public let posterior: [Double]
  /// Index into ``typologyNames`` of each fraudulent row, ``legitimate`` for the others.
  public let typology: [UInt8]
  /// The kinds of fraud.
  public let typologyNames: [String]
  /// The truth behind the labels, where they are not the truth; otherwise `nil`.
  public let observation: Observation?
  /// What `P(y = 1 | x)` of each row would be had the law not changed since training ended, for
  /// laws that change with time; otherwise `nil`.
  public let stalePosterior: [Double]?

  /// The typology of a row that is no fraud.
  public static let legitimate: UInt8 = 255

  /// What labels would be without noise and delay, and how likely the labels are with them.
  public struct Observation: Sendable {
    /// The true label of each row, 0 or 1.
    public let trueLabels: [UInt8]
    /// `P(ỹ = 1 | x)` of each row, exact, ỹ being the label that is seen.
    public let posterior: [Double]

    /// The truth behind as many labels as there are rows.
    public init(trueLabels: [UInt8], posterior: [Double]) {
      precondition(trueLabels.count == posterior.count, "labels and posteriors must be parallel")
      self.trueLabels = trueLabels
      self.posterior = posterior
    }
  }

  /// An oracle for as many rows as `posterior` has.
  public init(
    posterior: [Double], typology: [UInt8], typologyNames: [String],
    observation: Observation? = nil, stalePosterior: [Double]? = nil
  ) {
    precondition(posterior.count == typology.count, "posterior and typology must be parallel")
    precondition(
      observation.map { $0.posterior.count == posterior.count } ?? true,
      "the observation must have as many rows")
    precondition(
      stalePosterior.map { $0.count == posterior.count } ?? true,
      "the stale posterior must have as many rows")
    self.stalePosterior = stalePosterior
    self.posterior = posterior
    self.typology = typology
    self.typologyNames = typologyNames
    self.observation = observation
  }

  /// The oracle of the rows at `indices`, in that order.
  public func rows(at indices: [Int]) -> Oracle {
    Oracle(
      posterior: indices.map { posterior[$0] }, typology: indices.map { typology[$0] },
      typologyNames: typologyNames,
      observation: observation.map { observation in
        Observation(
          trueLabels: indices.map { observation.trueLabels[$0] },
          posterior: indices.map { observation.posterior[$0] })
      },
      stalePosterior: stalePosterior.map { stale in indices.map { stale[$0] } })
  }
  /// The oracle of the rows of a range.
  public func rows(in range: Range<Int>) -> Oracle {
    Oracle(
      posterior: Array(posterior[range]), typology: Array(typology[range]),
      typologyNames: typologyNames,
      observation: observation.map { observation in
        Observation(
          trueLabels: Array(observation.trueLabels[range]),
          posterior: Array(observation.posterior[range]))
      },
      stalePosterior: stalePosterior.map { Array($0[range]) })
  }
}
