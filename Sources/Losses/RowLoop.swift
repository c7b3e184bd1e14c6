public import DualNumbers

/// A formula of one row, as the loops over a batch take it.
///
/// A protocol and no closure: a closure of this size is not inlined, and the loops of all losses
/// then become one that calls it through a pointer, at half the speed.
@usableFromInline protocol RowFormula {
  func value<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> N
  func slope<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> Slope<N>
  func jet<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> Jet<N>
}

/// The loops over the rows of a batch, eight at a time, that turn a formula into derivatives.
///
/// `amounts` is empty for a formula that does not use them.
@usableFromInline enum RowLoop {
  /// Fills in both derivatives and returns the summed loss.
  @inlinable @inline(__always)
  static func derivatives(
    at logits: Span<Float>, labels: Span<Float>, amounts: Span<Float>,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>,
    _ formula: some RowFormula
  ) -> Double {
    let count = logits.count
    precondition(
      labels.count == count && gradient.count == count && curvature.count == count,
      "logits, labels and derivatives have one element a row")
    precondition(amounts.isEmpty || amounts.count == count, "one amount a row, or none")
    let hasAmounts = !amounts.isEmpty
    var sum = PackSum()
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      let jet = formula.jet(
        Pack(logits, at: row), Pack(labels, at: row), hasAmounts ? Pack(amounts, at: row) : 0)
      sum.add(jet.value)
      jet.first.store(into: &gradient, at: row)
      jet.second.store(into: &curvature, at: row)
      row &+= Pack.width
    }
    if row < count {
      let jet = formula.jet(
        Pack(tailOf: logits, from: row, filler: 0), Pack(tailOf: labels, from: row, filler: 0),
        hasAmounts ? Pack(tailOf: amounts, from: row, filler: 0) : 0)
      sum.add(jet.value, first: count &- row)
      jet.first.storeTail(into: &gradient, from: row)
      jet.second.storeTail(into: &curvature, from: row)
    }
    return sum.total
  }

  /// Fills in the gradient and returns the summed loss.
  @inlinable @inline(__always)
  static func gradient(
    at logits: Span<Float>, labels: Span<Float>, amounts: Span<Float>,
    gradient: inout MutableSpan<Float>,
    _ formula: some RowFormula
  ) -> Double {
    let count = logits.count
    precondition(
      labels.count == count && gradient.count == count,
      "logits, labels and gradient have one element a row")
    precondition(amounts.isEmpty || amounts.count == count, "one amount a row, or none")
    let hasAmounts = !amounts.isEmpty
    var sum = PackSum()
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      let slope = formula.slope(
        Pack(logits, at: row), Pack(labels, at: row), hasAmounts ? Pack(amounts, at: row) : 0)
      sum.add(slope.value)
      slope.first.store(into: &gradient, at: row)
      row &+= Pack.width
    }
    if row < count {
      let slope = formula.slope(
        Pack(tailOf: logits, from: row, filler: 0), Pack(tailOf: labels, from: row, filler: 0),
        hasAmounts ? Pack(tailOf: amounts, from: row, filler: 0) : 0)
      sum.add(slope.value, first: count &- row)
      slope.first.storeTail(into: &gradient, from: row)
    }
    return sum.total
  }

  /// Returns the summed loss.
  @inlinable @inline(__always)
  static func sum(
    at logits: Span<Float>, labels: Span<Float>, amounts: Span<Float>,
    _ formula: some RowFormula
  ) -> Double {
    let count = logits.count
    precondition(labels.count == count, "logits and labels have one element a row")
    precondition(amounts.isEmpty || amounts.count == count, "one amount a row, or none")
    let hasAmounts = !amounts.isEmpty
    var sum = PackSum()
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      sum.add(
        formula.value(
          Pack(logits, at: row), Pack(labels, at: row), hasAmounts ? Pack(amounts, at: row) : 0))
      row &+= Pack.width
    }
    if row < count {
      sum.add(
        formula.value(
          Pack(tailOf: logits, from: row, filler: 0), Pack(tailOf: labels, from: row, filler: 0),
          hasAmounts ? Pack(tailOf: amounts, from: row, filler: 0) : 0),
        first: count &- row)
    }
    return sum.total
  }

  /// Fills in both derivatives in `Double`, row by row, and returns the summed loss.
  @inlinable
  static func exactDerivatives(
    of batch: LossBatch, in evaluation: inout BatchEvaluation,
    _ formula: some RowFormula
  ) -> Double {
    var sum = 0.0
    for row in 0..<batch.count {
      let jet = formula.jet(
        evaluation.logits[row], Double(batch.labels[row]),
        batch.amounts.isEmpty ? 0 : Double(batch.amounts[row]))
      sum += jet.value
      evaluation.gradient[row] = jet.first
      if evaluation.wantsCurvature { evaluation.curvature[row] = jet.second }
    }
    return sum
  }
}
