public import DualNumbers

/// A loss that is one formula of the confusion matrix with probabilities for counts.
///
/// A contributor writes ``value(_:)`` over a generic number; derivatives by every logit follow.
public protocol SoftCountLoss: Loss {
  /// The value of a batch with these counts: a number, not a sum over rows.
  ///
  /// - Parameter counts: The soft counts; both classes have rows unless
  ///   ``LossProperties/batches`` is ``BatchPolicy/any``.
  ///
  /// - Returns: The loss of the batch.
  func value<N: LossNumber>(_ counts: SoftCounts<N>) -> N
}

extension SoftCountLoss {
  /// The value times the number of rows, with both derivatives.
  public func derivatives(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    precondition(curvature.count == batch.count, "one curvature a row")
    guard let result = counted(at: logits, of: batch, in: context) else {
      for row in 0..<batch.count {
        gradient[row] = 0
        curvature[row] = 0
      }
      return 0
    }
    let rows = Double(batch.count)
    for row in 0..<batch.count {
      let (first, second) = result.row(
        logit: Double(logits[row]), isPositive: batch.labels[row] > 0.5)
      gradient[row] = Float(rows * first)
      curvature[row] = Float(rows * second)
    }
    return rows * result.value
  }

  /// The value times the number of rows, with the gradient, eight rows at a time.
  public func gradient(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    precondition(gradient.count == batch.count, "one gradient a row")
    guard let result = counted(at: logits, of: batch, in: context) else {
      for row in 0..<batch.count { gradient[row] = 0 }
      return 0
    }
    let rows = Double(batch.count)
    let (hit, miss) = (result.positives.linear * rows, -2 * result.positives.square * rows)
    let (alarm, square) = (result.negatives.linear * rows, 2 * result.negatives.square * rows)
    // A row's share is its class's derivative by Σ p, and by the sum of squares, times p (1 - p).
    let labels = batch.labels.span
    let count = batch.count
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      slope(Pack(logits, at: row), Pack(labels, at: row)).store(into: &gradient, at: row)
      row &+= Pack.width
    }
    if row < count {
      slope(
        Pack(tailOf: logits, from: row, filler: 0), Pack(tailOf: labels, from: row, filler: 0)
      ).storeTail(into: &gradient, from: row)
    }
    func slope(_ logit: Pack, _ label: Pack) -> Pack {
      let l = Pack.logistic(logit)
      let positive = Pack(hit) + l.complement.scaled(by: miss)
      let negative = Pack(alarm) + l.sigmoid.scaled(by: square)
      return l.sigmoid * l.complement * Pack.choose(0.5 .< label, positive, negative)
    }
    return rows * result.value
  }

  /// The value times the number of rows.
  public func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double {
    guard let result = counted(at: logits, of: batch, in: context) else { return 0 }
    return Double(batch.count) * result.value
  }

  /// The value times the number of rows, with both derivatives in `Double`.
  public func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double {
    guard isMeaningful(batch) else { return 0 }
    var counts = SoftCounts<Double>(
      constant: 0, positives: Double(batch.positives.count),
      negatives: Double(batch.count - batch.positives.count))
    counts.falseNegatives = 0
    counts.missedSquares = 0
    for row in 0..<batch.count {
      let l = Double.logistic(evaluation.logits[row])
      if batch.labels[row] > 0.5 {
        counts.truePositives += l.sigmoid
        counts.falseNegatives += l.complement
        counts.missedSquares += l.complement * l.complement
      } else {
        counts.falsePositives += l.sigmoid
        counts.alarmSquares += l.sigmoid * l.sigmoid
      }
    }
    let loss = prepared(for: context)
    let result = counts.derivatives { loss.value($0) }
    let rows = Double(batch.count)
    for row in 0..<batch.count {
      let (first, second) = result.row(
        logit: evaluation.logits[row], isPositive: batch.labels[row] > 0.5)
      evaluation.gradient[row] = rows * first
      if evaluation.wantsCurvature { evaluation.curvature[row] = rows * second }
    }
    return rows * result.value
  }

  /// The constant logit at which the formula is smallest for the training set as one batch.
  public func optimalConstant(in context: LossContext) -> Double? {
    let loss = prepared(for: context)
    return minimizingLogit { z in
      let p = Double.logistic(z)
      let slope = p.sigmoid * p.complement
      let result = SoftCounts(
        constant: p.sigmoid, positives: context.positives, negatives: context.negatives
      ).derivatives { loss.value($0) }
      return Slope(
        result.value,
        slope
          * (context.positives
            * (result.positives.linear - 2 * p.complement * result.positives.square)
            + context.negatives
            * (result.negatives.linear + 2 * p.sigmoid * result.negatives.square)))
    }
  }

  private func isMeaningful(_ batch: LossBatch) -> Bool {
    batch.count > 0 && (batch.hasBothClasses || !profile.properties.batches.passesOverOneClass)
  }

  /// The formula's derivatives at the counts of a batch; nil when the batch means nothing.
  private func counted(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext
  ) -> SoftCountDerivatives? {
    precondition(logits.count == batch.count, "one logit a row")
    guard isMeaningful(batch) else { return nil }
    let labels = batch.labels.span
    var hits = PackSum()
    var missed = PackSum()
    var misses = PackSum()
    var alarms = PackSum()
    var squares = PackSum()
    let count = batch.count
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      let l = Pack.logistic(Pack(logits, at: row))
      let isPositive = 0.5 .< Pack(labels, at: row)
      hits.add(Pack.choose(isPositive, l.sigmoid, 0))
      missed.add(Pack.choose(isPositive, l.complement, 0))
      misses.add(Pack.choose(isPositive, l.complement * l.complement, 0))
      alarms.add(Pack.choose(isPositive, 0, l.sigmoid))
      squares.add(Pack.choose(isPositive, 0, l.sigmoid * l.sigmoid))
      row &+= Pack.width
    }
    if row < count {
      let rest = count &- row
      let l = Pack.logistic(Pack(tailOf: logits, from: row, filler: 0))
      let isPositive = 0.5 .< Pack(tailOf: labels, from: row, filler: 0)
      hits.add(Pack.choose(isPositive, l.sigmoid, 0), first: rest)
      missed.add(Pack.choose(isPositive, l.complement, 0), first: rest)
      misses.add(Pack.choose(isPositive, l.complement * l.complement, 0), first: rest)
      alarms.add(Pack.choose(isPositive, 0, l.sigmoid), first: rest)
      squares.add(Pack.choose(isPositive, 0, l.sigmoid * l.sigmoid), first: rest)
    }
    let loss = prepared(for: context)
    var counts = SoftCounts(
      positives: Double(batch.positives.count),
      negatives: Double(count - batch.positives.count),
      truePositives: hits.total, missedSquares: misses.total, falsePositives: alarms.total,
      alarmSquares: squares.total)
    counts.falseNegatives = missed.total
    return counts.derivatives { loss.value($0) }
  }
}
