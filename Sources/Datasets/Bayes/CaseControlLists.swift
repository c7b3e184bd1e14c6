/// Room for the rows of a case-control draw.
struct CaseControlLists {
  var features: [Float]
  var labels: [UInt8]
  var typology: [UInt8]
  var ratios: [Double]
  var times: [Double]
  /// Empty for scenarios without amounts.
  var amounts: [Float]
  /// Empty unless asked for.
  var staleRatios: [Double]

  init(rows: Int, width: Int, hasAmounts: Bool, isStale: Bool) {
    features = Self.room(rows * width)
    labels = Self.room(rows)
    typology = Self.room(rows)
    ratios = Self.room(rows)
    times = Self.room(rows)
    amounts = Self.room(hasAmounts ? rows : 0)
    staleRatios = Self.room(isStale ? rows : 0)
  }

  private static func room<Value: BitwiseCopyable>(_ count: Int) -> [Value] {
    unsafe [Value](unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
  }

  /// Calls `body` with the lists, unless there are no rows.
  mutating func withPointers(_ body: (CaseControlPointers) -> Void) {
    unsafe features.withUnsafeMutableBufferPointer { features in
      unsafe labels.withUnsafeMutableBufferPointer { labels in
        unsafe typology.withUnsafeMutableBufferPointer { typology in
          unsafe ratios.withUnsafeMutableBufferPointer { ratios in
            unsafe times.withUnsafeMutableBufferPointer { times in
              unsafe amounts.withUnsafeMutableBufferPointer { amounts in
                unsafe staleRatios.withUnsafeMutableBufferPointer { stale in
                  guard let features = features.baseAddress, let labels = labels.baseAddress,
                    let typology = typology.baseAddress, let ratios = ratios.baseAddress,
                    let times = times.baseAddress
                  else { return }
                  unsafe body(
                    CaseControlPointers(
                      features: features, labels: labels, typology: typology, ratios: ratios,
                      times: times, amounts: amounts.baseAddress, staleRatios: stale.baseAddress))
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Where the lists are; threads fill them, each its own part.
@unsafe
struct CaseControlPointers: @unchecked Sendable {
  let features: UnsafeMutablePointer<Float>
  let labels: UnsafeMutablePointer<UInt8>
  let typology: UnsafeMutablePointer<UInt8>
  let ratios: UnsafeMutablePointer<Double>
  let times: UnsafeMutablePointer<Double>
  let amounts: UnsafeMutablePointer<Float>?
  let staleRatios: UnsafeMutablePointer<Double>?
}
