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
    var times: (words: [Duration], normals: [Duration], rows: [Duration], hashes: [Duration]) =
      ([], [], [], [])
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
      times.words.append(
        eachGroup { rows in
          unsafe stream.offsetColumns(
            rows: rows, count: width, firstBlock: 1, into: values, stride: group)
        })
      times.normals.append(
        eachGroup { rows in
          unsafe stream.normalColumns(
            rows: rows, count: width, firstBlock: 1, into: values, stride: group)
        })
      times.rows.append(clock.measure { plan.fill(&block, rows: drawn..<drawn + size) })
      times.hashes.append(
        clock.measure {
          var hash = SHA256()
          hash.update(block.features.span)
          hash.update(block.labels.span)
          hash.update(block.posterior.span)
          hash.update(block.typology.span)
        })
      drawn += size
    }
    // Medians: what else the machine does meets a few blocks.
    func median(_ durations: [Duration]) -> Double {
      durations.isEmpty ? 0 : durations.sorted()[durations.count / 2] / .nanoseconds(size)
    }
    words = median(times.words)
    normals = median(times.normals) - words
    law = median(times.rows) - words - normals
    hashing = median(times.hashes)
  }
}
