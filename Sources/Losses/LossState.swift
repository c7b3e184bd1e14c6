/// What a loss remembers from batch to batch of one training run: a plain value.
///
/// The trainer makes it with ``Loss/initialState(in:)``, passes it to every call and throws it
/// away at the end, so that a run is a function of its inputs, and a state can be compared, saved
/// and restored. A loss without memory leaves it as it is.
public struct LossState: Codable, Equatable, Sendable {
  /// Numbers of the loss's own, such as AUCM's `a`, `b` and `α`.
  public var numbers: [Double]
  /// Numbers that belong to single training rows, by the row's number.
  public var byRow: [UInt32: [Double]]
  /// Logits of earlier batches, the oldest first.
  public var queue: [QueuedRow]
  /// While true, evaluation reads the state and does not change it: what was detached stays as it
  /// is, so that the gradient is the derivative of the value.
  public var isFrozen = false
  /// Why the loss cannot be evaluated any more: a full sentence. The trainer ends the learner.
  public var fault: String?

  /// Memory for computing in, reused from batch to batch. It is no part of the state.
  public var workspace = BatchEvaluation()

  /// Nothing remembered but these numbers.
  public init(numbers: [Double] = []) {
    self.numbers = numbers
    byRow = [:]
    queue = []
  }

  /// A row of an earlier batch as it stood then.
  public struct QueuedRow: Codable, Equatable, Sendable {
    /// Its logit.
    public var logit: Double
    /// Whether its label is 1.
    public var isPositive: Bool

    /// A row of an earlier batch.
    public init(logit: Double, isPositive: Bool) {
      self.logit = logit
      self.isPositive = isPositive
    }
  }

  private enum CodingKeys: CodingKey { case numbers, byRow, queue, isFrozen, fault }

  /// Whether both remember the same.
  public static func == (a: LossState, b: LossState) -> Bool {
    a.numbers == b.numbers && a.byRow == b.byRow && a.queue == b.queue
      && a.isFrozen == b.isFrozen && a.fault == b.fault
  }
}

/// A batch being evaluated in `Double`: its logits, and room for the derivatives by them.
public struct BatchEvaluation: Sendable {
  /// The logit of each row.
  public var logits: [Double] = []
  /// To be filled: the derivative of the value by each logit. Zero at the start.
  public var gradient: [Double] = []
  /// To be filled if it is not empty: the second derivative by each logit, the diagonal of the
  /// Hessian. Zero at the start.
  public var curvature: [Double] = []
  /// Spare memory of any length and content, kept from batch to batch.
  public var spare: [Double] = []
  /// Spare memory for an order of rows, kept from batch to batch.
  public var order: [Int] = []

  /// Whether ``curvature`` is wanted.
  public var wantsCurvature: Bool { !curvature.isEmpty }

  /// No rows.
  public init() {}

  /// Room for the derivatives at these logits.
  public init(logits: [Double], wantsCurvature: Bool) {
    self.logits = logits
    gradient = [Double](repeating: 0, count: logits.count)
    curvature = wantsCurvature ? gradient : []
  }

  /// Takes logits, and sets all derivatives to zero.
  mutating func begin(at logits: Span<Float>, wantsCurvature: Bool) {
    self.logits.removeAll(keepingCapacity: true)
    gradient.removeAll(keepingCapacity: true)
    curvature.removeAll(keepingCapacity: true)
    for row in logits.indices {
      self.logits.append(Double(logits[row]))
      gradient.append(0)
      if wantsCurvature { curvature.append(0) }
    }
  }
}
