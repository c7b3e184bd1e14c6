internal import CounterRandom
internal import Datasets
internal import Hashing

/// Where the time of a row goes: nanoseconds on one core.
struct GenerationStages {
  /// The random words of its normals.
  let words: Double
  /// Making normals of words.
  let normals: Double
  /// Everything else: the label, the scenario's law, the posterior and storing.
  let law: Double
  /// Hashing its bytes, which only writing does.
  let hashing: Double

  /// Nanoseconds a row, hashing aside.
  var total: Double { words + normals + law }

  /// Times some rows.
  ///
  /// Words alone, words with normals, and whole rows are made in turns of a block each, so that
  /// all meet the same state of the machine.
  init(plan: DrawPlan, rows: Int, clock: ContinuousClock) {
    let size = min(rows, 2048)
    let width = plan.scenario.normalsPerRow
    let stream = CounterStream(
      seed: plan.seed, purpose: plan.purpose, scenario: type(of: plan.scenario).number)
    let group = 64
    let values = UnsafeMutablePointer<Double>.allocate(capacity: width * group)
    defer { unsafe values.deallocate() }
    var block = RowBlock(for: plan, capacity: size)
    var (offsets, normals, whole, hashed) = (
      Duration.zero, Duration.zero, Duration.zero, Duration.zero
    )
    var numbers = (0..<UInt64(group)).map { $0 }
    var drawn = 0
    while drawn + size <= rows {
      func eachGroup(_ body: (Span<UInt64>) -> Void) -> Duration {
        clock.measure {
          for first in stride(from: drawn, to: drawn + size, by: group) {
            for place in 0..<group { numbers[place] = UInt64(first + place) }
            body(numbers.span)
          }
        }
      }
      offsets += eachGroup { rows in
        unsafe stream.offsetColumns(
          rows: rows, count: width, firstBlock: 1, into: values, stride: group)
      }
      normals += eachGroup { rows in
        unsafe stream.normalColumns(
          rows: rows, count: width, firstBlock: 1, into: values, stride: group)
      }
      whole += clock.measure { plan.fill(&block, rows: drawn..<drawn + size) }
      hashed += clock.measure {
        var hash = SHA256()
        hash.update(block.features.span)
        hash.update(block.labels.span)
        hash.update(block.posterior.span)
        hash.update(block.typology.span)
      }
      drawn += size
    }
    let unit = Duration.nanoseconds(max(drawn, 1))
    words = offsets / unit
    self.normals = (normals - offsets) / unit
    law = (whole - normals) / unit
    hashing = hashed / unit
  }
}
