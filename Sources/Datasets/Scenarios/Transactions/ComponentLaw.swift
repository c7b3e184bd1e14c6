internal import CounterRandom

/// The law of a component at one difficulty: what rows are drawn from and judged by.
struct ComponentLaw: Sendable {
  /// Share of its class.
  let weight: Double
  /// The log-normal columns in their order, and last the terminal's risk where it is not zero.
  var logNormals: [LogNormal]
  /// Shares of the levels of each column that has them, in their order; last the terminal's risk,
  /// zero or not.
  var levelShares: [[Double]]

  /// The law of a component as its constants say.
  init(_ component: TransactionComponent, weight: Double) {
    self.weight = weight
    logNormals = [
      component.amount, component.amountRatio, component.distance, component.minutesSincePrevious,
      component.cardAge, component.merchantAge, component.terminalRisk.positive,
    ]
    let counts = TransactionColumns.levelCounts
    levelShares = [
      component.hour.shares, component.weekday, component.channel, component.merchantCategory,
      component.country, [1 - component.newDevice, component.newDevice],
      [1 - component.proxy, component.proxy],
      component.transactionsInDay.shares(levels: counts[7]),
      component.transactionsInWeek.shares(levels: counts[8]),
      component.declinesInDay.shares(levels: counts[9]),
      [component.terminalRisk.zero, 1 - component.terminalRisk.zero],
    ]
  }

  /// The law `kappa` times as far from a host as this one is: at 0 where the host is, at 1 this one.
  ///
  /// Means of logarithms lie on the straight line through both; shares are `host^(1-κ) this^κ`, up
  /// to a common factor. Standard deviations stay, or are `host^(1-κ) this^κ` as well.
  func moved(by kappa: Double, from host: ComponentLaw, scalingDeviations: Bool) -> ComponentLaw {
    func between(_ start: Double, _ end: Double) -> Double {
      (1 - kappa) * PortableMath.log(start) + kappa * PortableMath.log(end)
    }
    var moved = self
    for (index, start) in host.logNormals.enumerated() {
      let end = logNormals[index]
      moved.logNormals[index] = LogNormal(
        start.mean + kappa * (end.mean - start.mean),
        scalingDeviations
          ? PortableMath.exp(between(start.deviation, end.deviation)) : end.deviation)
    }
    for (index, starts) in host.levelShares.enumerated() {
      let logarithms = zip(starts, levelShares[index]).map(between)
      let top = logarithms.max() ?? 0
      let powers = logarithms.map { PortableMath.exp($0 - top) }
      let total = powers.reduce(0, +)
      moved.levelShares[index] = powers.map { $0 / total }
    }
    return moved
  }

  /// The twelve components, the segments of legitimate payments first.
  ///
  /// - Parameters:
  ///   - kappa: How far fraud lies from its hosts. `mimic` stays where it is.
  ///   - weights: The typologies' shares of fraud, up to a common factor.
  ///
  /// - Returns: One law for each segment, then one for each typology.
  static func components(kappa: Double, weights: [Double]) -> [ComponentLaw] {
    let segments = TransactionComponent.segments.map { ComponentLaw($0, weight: $0.weight) }
    let typologies = zip(TransactionComponent.typologies, weights).map { pair, weight in
      let law = ComponentLaw(pair.fraud, weight: weight)
      guard pair.fraud.name != TransactionComponent.mimic.name else { return law }
      return law.moved(
        by: kappa, from: ComponentLaw(pair.host, weight: 0),
        scalingDeviations: pair.fraud.name == TransactionComponent.scripted.name)
    }
    return segments + typologies
  }
}
