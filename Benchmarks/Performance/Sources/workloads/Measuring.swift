import Foundation

/// The median time of some turns of a piece of work, in seconds.
func median(of turns: Int, _ work: () throws -> Void) rethrows -> Double {
  var times: [Double] = []
  for _ in 0..<max(turns, 1) {
    let start = ContinuousClock.now
    try work()
    times.append((ContinuousClock.now - start) / .seconds(1))
  }
  times.sort()
  return (times[times.count / 2] + times[(times.count - 1) / 2]) / 2
}

/// Files that NumPy writes.
enum NumPyFile {
  /// The first numbers of a file, whose type must be that of the values.
  static func values<Value: BitwiseCopyable>(
    _ path: String, _ most: Int = .max
  ) throws -> [Value] {
    let data = try Data(contentsOf: URL(filePath: path))
    let header = 10 + Int(data[8]) + Int(data[9]) << 8
    let count = min((data.count - header) / MemoryLayout<Value>.stride, most)
    return data.dropFirst(header).withUnsafeBytes { bytes in
      (0..<count).map {
        bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Value>.stride, as: Value.self)
      }
    }
  }
}
