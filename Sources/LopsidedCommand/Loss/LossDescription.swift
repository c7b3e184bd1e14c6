internal import Losses

/// What is told of a loss, in words.
struct LossDescription {
  let entry: LossCatalogue.Entry

  var profile: LossProfile { entry.profile }
  private var properties: LossProperties { profile.properties }

  /// One or two words.
  var kind: String {
    if properties.isPointwise { return properties.needsAmounts ? "rows, amounts" : "rows" }
    return properties.isStateful ? "batch, memory" : "batch"
  }

  /// The settings in their order, with defaults: "gamma = 2, alphaPositive unset".
  func settings() throws -> [String] {
    let defaults = try entry.make().settings
    return profile.settingNames.map { name in
      defaults[name].map { "\(name) = \($0.plain)" } ?? "\(name) unset"
    }
  }

  /// The tuning grid, one line a point.
  var grid: [String] {
    profile.tuningGrid.map { point in
      let parts = profile.settingNames.compactMap { name in
        point[name].map { "\(name) = \($0.plain)" }
      }
      return parts.isEmpty ? "no settings" : parts.joined(separator: ", ")
    }
  }

  /// What a user must know, one full sentence each.
  var sentences: [String] {
    var sentences = [
      properties.isStrictlyProper
        ? "Strictly proper: the best output is the posterior itself, P(y = 1 | x)."
        : "Not proper: the best output is not the posterior."
    ]
    if properties.isPointwise {
      sentences.append(
        properties.isConvex
          ? "Convex in the logit: a linear model has a single minimum."
          : "Not convex in the logit: training may end in a local minimum.")
    } else {
      sentences.append(
        properties.isConvex
          ? "No curvature by a single logit is negative."
          : "Not convex: the curvature by a single logit may be negative.")
    }
    sentences.append(
      properties.recoversPosterior
        ? "The posterior can be recovered from the best output."
        : "The posterior cannot be recovered from the output.")
    sentences.append(
      properties.isPointwise
        ? "A sum over rows." : "A function of the batch as a whole, not a sum over rows.")
    if properties.isStateful { sentences.append("Remembers something from batch to batch.") }
    if properties.needsAmounts { sentences.append("Needs to know what each row is worth.") }
    return sentences
  }

  /// "Batches: any batch will do."
  var batches: String { properties.batches.sentence }

  /// The second-order term of boosted trees.
  var boosting: String { properties.boostingCurvature.sentence }
}
