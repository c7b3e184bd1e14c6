/// What a loss needs of its batches, and what happens to a batch without positives.
public enum BatchPolicy: Hashable, Sendable {
  /// Any batch will do, also one without positives.
  case any
  /// A batch that lacks a class is passed over: the learner takes no step.
  case skip
  /// The learner's batches are drawn so that each holds at least this many positives: all
  /// positives are dealt out evenly, and again from the start if there are too few. Negatives are
  /// seen once an epoch, as in every batch.
  case stratified(positives: Int)
  /// The last rows are remembered, as many as stated, and count beside those of the batch.
  case queue(rows: Int)

  /// Whether a batch that lacks a class counts as nothing.
  public var passesOverOneClass: Bool {
    switch self {
    case .any, .queue: false
    case .skip, .stratified: true
    }
  }

  /// For people: what the loss's batches are like.
  public var sentence: String {
    switch self {
    case .any: "any batch, also without positives"
    case .skip: "a batch that lacks a class is passed over"
    case .stratified(let positives) where positives == 1:
      "positives are dealt out evenly, at least one a batch"
    case .stratified(let positives):
      "positives are dealt out evenly, at least \(positives) a batch, again if there are too few"
    case .queue(let rows): "compared with a queue of the last \(rows) rows"
    }
  }
}
