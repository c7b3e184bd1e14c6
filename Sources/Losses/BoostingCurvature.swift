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
    // 1 - 2p = -tanh(z / 2), from an exponential that cannot overflow.
    let decay = Pack.exp(-.abs(logit))
    let size = (1 - decay) / (1 + decay)
    let form = curvature + .choose(logit .< 0, -size, size) * gradient
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
