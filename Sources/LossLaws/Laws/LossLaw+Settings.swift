internal import Losses

extension LossLaw {
  /// Settings say all there is to a loss.
  static let settings = LossLaw(
    id: "settings",
    statement: """
      A loss made anew from its settings is the same loss; the tuning grid begins with the \
      defaults, holds valid settings and repeats none.
      """
  ) { subject, tally in
    let profile = subject.entry.profile
    let settings = subject.loss.settings
    for name in settings.keys.sorted() {
      tally.require(profile.settingNames.contains(name), "the setting \(name) is not listed")
    }
    do throws(LossError) {
      let again = try subject.entry.make(settings: settings)
      tally.require(again.settings == settings, "settings change when they are read back")
      let other = try LawSubject(subject.entry, settings: settings, in: subject.context)
      for example in subject.examples.prefix(1) {
        let first = subject.exact(example.exactLogits, of: example.batch)
        let second = other.exact(example.exactLogits, of: example.batch)
        tally.require(
          first.value == second.value && first.gradient == second.gradient,
          "the loss made anew from its settings gives other numbers")
      }
    } catch {
      tally.require(false, "it refuses its own settings: \(error)")
    }
    checkGrid(subject, &tally)
  }

  private static func checkGrid(_ subject: LawSubject, _ tally: inout LawTally) {
    let grid = subject.entry.profile.tuningGrid
    do throws(LossError) {
      let defaults = try subject.entry.make().settings
      tally.require(grid.first == defaults, "the tuning grid does not begin with the defaults")
    } catch {
      tally.require(false, "it refuses its own defaults: \(error)")
    }
    tally.require(Set(grid).count == grid.count, "the tuning grid repeats a point")
    for (index, point) in grid.enumerated() {
      do throws(LossError) {
        let made = try subject.entry.make(settings: point).settings
        tally.require(
          point.allSatisfy { made[$0.key] == $0.value },
          "point \(index + 1) of the tuning grid is not what is made of it")
      } catch {
        tally.require(false, "point \(index + 1) of the tuning grid is refused: \(error)")
      }
    }
  }
}
