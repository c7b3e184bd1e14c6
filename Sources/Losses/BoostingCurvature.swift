internal import DualNumbers

/// The second-order term that gradient-boosted trees divide by.
///
/// A booster's step is `-Σ gradient / Σ curvature`, so the curvature must not be negative, and a
/// loss that is not convex needs another form than the true one. Which one is declared for each
/// loss; the true curvature is reported by ``Loss/derivatives(at:of:in:state:gradient:curvature:)``
/// in any case.
public enum BoostingCurvature: String, Hashable, Sendable, CaseIterable {
  /// The true second derivative, of a convex loss.
  case exact
  /// The Gauss–Newton form: the curvature by the probability, carried over to the logit,
  /// `L''(z) - (1 - 2p) L'(z)`. Never negative for a loss convex in the probability.
  case gaussNewton = "gauss-newton"
  /// The magnitude of the gradient: for a loss that is linear in the probability this is
  /// `|∂L/∂p| p (1 - p)`, a natural-gradient step of one logit a row.
  case magnitude
  /// One a row: plain gradient boosting, for a loss of straight pieces.
  case unit

  /// What it is, for people.
  public var sentence: String {
    switch self {
    case .exact: "the true second derivative"
    case .gaussNewton: "Gauss–Newton, L''(z) − (1 − 2p) L'(z), at least 0"
    case .magnitude: "the magnitude of the gradient"
    case .unit: "1 a row"
    }
  }
}

extension Loss {
  /// Turns the true curvature of a batch into the form that a booster can use, in place.
  ///
  /// - Parameters:
  ///   - curvature: The second derivative by each logit; afterwards the booster's, at least 0.
  ///   - gradient: The first derivative by each logit.
  ///   - logits: The logits.
  ///
  /// - Precondition: all spans have the same count.
  public func makeBoostable(
    _ curvature: inout MutableSpan<Float>, gradient: Span<Float>, at logits: Span<Float>
  ) {
    profile.properties.boostingCurvature.apply(to: &curvature, gradient: gradient, at: logits)
  }
}

extension BoostingCurvature {
  /// Turns the true curvature of a batch into this form, in place and eight rows at a time.
  ///
  /// NaN stays NaN, so that divergence is seen.
  ///
  /// - Parameters:
  ///   - curvature: The second derivative by each logit; afterwards at least 0.
  ///   - gradient: The first derivative by each logit.
  ///   - logits: The logits.
  ///
  /// - Precondition: all spans have the same count.
  public func apply(
    to curvature: inout MutableSpan<Float>, gradient: Span<Float>, at logits: Span<Float>
  ) {
    precondition(
      curvature.count == logits.count && gradient.count == logits.count,
      "logits and derivatives have one element a row")
    switch self {
    case .exact: Self.apply(ExactForm(), to: &curvature, gradient, logits)
    case .gaussNewton: Self.apply(GaussNewtonForm(), to: &curvature, gradient, logits)
    case .magnitude: Self.apply(MagnitudeForm(), to: &curvature, gradient, logits)
    case .unit: Self.apply(UnitForm(), to: &curvature, gradient, logits)
    }
  }

  /// Makes derivatives ready for a booster, eight rows at a time: the curvature in this form, both
  /// times a scale, and the curvature at least `least`.
  ///
  /// - Parameters:
  ///   - gradient: The first derivative by each logit; afterwards scaled.
  ///   - curvature: The second derivative by each logit; afterwards the booster's.
  ///   - logits: The logits.
  ///   - scale: What both are multiplied by.
  ///   - least: The least curvature.
  ///
  /// - Precondition: all spans have the same count.
  ///
  /// - Returns: Whether all of them are finite.
  public func finish(
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>,
    at logits: Span<Float>, scale: Float, least: Float
  ) -> Bool {
    precondition(
      curvature.count == logits.count && gradient.count == logits.count,
      "logits and derivatives have one element a row")
    let range = BoostingRange(scale: Pack(repeating: scale), least: Pack(repeating: least))
    return switch self {
    case .exact: Self.finish(ExactForm(), &gradient, &curvature, logits, range)
    case .gaussNewton: Self.finish(GaussNewtonForm(), &gradient, &curvature, logits, range)
    case .magnitude: Self.finish(MagnitudeForm(), &gradient, &curvature, logits, range)
    case .unit: Self.finish(UnitForm(), &gradient, &curvature, logits, range)
    }
  }

  @inline(__always)
  private static func finish(
    _ form: some CurvatureForm, _ gradient: inout MutableSpan<Float>,
    _ curvature: inout MutableSpan<Float>, _ logits: Span<Float>, _ range: BoostingRange
  ) -> Bool {
    // Infinity and NaN alone give something else than zero times zero.
    var check: Pack = 0
    let count = logits.count
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      let slope = Pack(gradient.span, at: row)
      let bend = form.value(
        Pack(curvature.span, at: row), gradient: slope, logit: Pack(logits, at: row))
      let ready = range.apply(slope, bend)
      check = check + (ready.slope + ready.bend) * 0
      ready.slope.store(into: &gradient, at: row)
      ready.bend.store(into: &curvature, at: row)
      row &+= Pack.width
    }
    if row < count {
      let slope = Pack(tailOf: gradient.span, from: row, filler: 0)
      let bend = form.value(
        Pack(tailOf: curvature.span, from: row, filler: 0), gradient: slope,
        logit: Pack(tailOf: logits, from: row, filler: 0))
      let ready = range.apply(slope, bend)
      check = check + (ready.slope + ready.bend) * 0
      ready.slope.storeTail(into: &gradient, from: row)
      ready.bend.storeTail(into: &curvature, from: row)
    }
    return check.lanes.sum() == 0
  }

  @inline(__always)
  private static func apply(
    _ form: some CurvatureForm, to curvature: inout MutableSpan<Float>, _ gradient: Span<Float>,
    _ logits: Span<Float>
  ) {
    let count = logits.count
    let whole = count &- count % Pack.width
    var row = 0
    while row < whole {
      form.value(
        Pack(curvature.span, at: row), gradient: Pack(gradient, at: row),
        logit: Pack(logits, at: row)
      ).store(into: &curvature, at: row)
      row &+= Pack.width
    }
    guard row < count else { return }
    form.value(
      Pack(tailOf: curvature.span, from: row, filler: 0),
      gradient: Pack(tailOf: gradient, from: row, filler: 0),
      logit: Pack(tailOf: logits, from: row, filler: 0)
    ).storeTail(into: &curvature, from: row)
  }
}

/// What brings derivatives into a booster's range.
private struct BoostingRange {
  let scale: Pack
  let least: Pack

  @inline(__always)
  func apply(_ slope: Pack, _ bend: Pack) -> (slope: Pack, bend: Pack) {
    let scaled = bend * scale
    return (slope * scale, .choose(scaled .< least, least, scaled))
  }
}

/// A booster's curvature of eight rows.
private protocol CurvatureForm {
  func value(_ curvature: Pack, gradient: Pack, logit: Pack) -> Pack
}

private struct ExactForm: CurvatureForm {
  @inline(__always)
  func value(_ curvature: Pack, gradient: Pack, logit: Pack) -> Pack {
    .choose(curvature .< 0, 0, curvature)
  }
}

private struct GaussNewtonForm: CurvatureForm {
  @inline(__always)
  func value(_ curvature: Pack, gradient: Pack, logit: Pack) -> Pack {
    // Both without cancellation, so that 1 - 2p has no more error than p.
    let logistic = Pack.logistic(logit)
    let form = curvature + (logistic.sigmoid - logistic.complement) * gradient
    return .choose(form .< 0, 0, form)
  }
}

private struct MagnitudeForm: CurvatureForm {
  @inline(__always)
  func value(_ curvature: Pack, gradient: Pack, logit: Pack) -> Pack { .abs(gradient) }
}

private struct UnitForm: CurvatureForm {
  @inline(__always)
  func value(_ curvature: Pack, gradient: Pack, logit: Pack) -> Pack { 1 }
}
