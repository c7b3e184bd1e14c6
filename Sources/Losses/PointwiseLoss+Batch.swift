public import DualNumbers

extension PointwiseLoss {
  /// Fills in both derivatives, eight rows at a time, and returns the summed loss.
  @inlinable
  public func derivatives(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    let count = logits.count
    precondition(
      labels.count == count && gradient.count == count && curvature.count == count,
      "logits, labels and derivatives have one element a row")
    let loss = prepared(for: context)
    var sum = PackSum()
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      let jet = loss.jet(Pack(logits, at: row), label: Pack(labels, at: row), in: context)
      sum.add(jet.value)
      jet.first.store(into: &gradient, at: row)
      jet.second.store(into: &curvature, at: row)
      row &+= Pack.width
    }
    if row < count {
      let jet = loss.jet(
        Pack(tailOf: logits, from: row, filler: 0),
        label: Pack(tailOf: labels, from: row, filler: 0), in: context)
      sum.add(jet.value, first: count &- row)
      jet.first.storeTail(into: &gradient, from: row)
      jet.second.storeTail(into: &curvature, from: row)
    }
    return sum.total
  }

  /// Fills in the gradient, eight rows at a time, and returns the summed loss.
  @inlinable
  public func gradient(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    let count = logits.count
    precondition(
      labels.count == count && gradient.count == count,
      "logits, labels and gradient have one element a row")
    let loss = prepared(for: context)
    var sum = PackSum()
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      let slope = loss.slope(Pack(logits, at: row), label: Pack(labels, at: row), in: context)
      sum.add(slope.value)
      slope.first.store(into: &gradient, at: row)
      row &+= Pack.width
    }
    if row < count {
      let slope = loss.slope(
        Pack(tailOf: logits, from: row, filler: 0),
        label: Pack(tailOf: labels, from: row, filler: 0), in: context)
      sum.add(slope.value, first: count &- row)
      slope.first.storeTail(into: &gradient, from: row)
    }
    return sum.total
  }

  /// Returns the summed loss, eight rows at a time.
  @inlinable
  public func sum(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext
  ) -> Double {
    let count = logits.count
    precondition(labels.count == count, "logits and labels have one element a row")
    let loss = prepared(for: context)
    var sum = PackSum()
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      sum.add(loss.value(Pack(logits, at: row), label: Pack(labels, at: row), in: context))
      row &+= Pack.width
    }
    if row < count {
      let value = loss.value(
        Pack(tailOf: logits, from: row, filler: 0),
        label: Pack(tailOf: labels, from: row, filler: 0), in: context)
      sum.add(value, first: count &- row)
    }
    return sum.total
  }
}
