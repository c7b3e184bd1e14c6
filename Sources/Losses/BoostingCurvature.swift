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
    precondition(
      curvature.count == logits.count && gradient.count == logits.count,
      "logits and derivatives have one element a row")
    switch profile.properties.boostingCurvature {
    case .exact:
      for row in 0..<curvature.count { curvature[row] = max(curvature[row], 0) }
    case .gaussNewton:
      for row in 0..<curvature.count {
        let p = 1 / (1 + Double.exp(-Double(logits[row])))
        let form = Double(curvature[row]) - (1 - 2 * p) * Double(gradient[row])
        curvature[row] = max(Float(form), 0)
      }
    case .magnitude:
      for row in 0..<curvature.count { curvature[row] = gradient[row].magnitude }
    case .unit:
      for row in 0..<curvature.count { curvature[row] = 1 }
    }
  }
}
