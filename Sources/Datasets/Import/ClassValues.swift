/// The distinct values of a label column, in order of appearance, and how often each occurs.
struct ClassValues: Sendable {
  /// More values than this make no two classes, however they are written.
  static let limit = 64

  private(set) var values: [[UInt8]] = []
  private(set) var rowCounts: [Int] = []
  /// Index of the value that is this single byte; 255 for none.
  private var singleByte = [UInt8](repeating: 255, count: 256)

  /// The index of the value in `range`, a new one if need be; `nil` for one value too many.
  @inline(__always)
  mutating func index(of range: Range<Int>, in bytes: Span<UInt8>) -> UInt8? {
    if range.count == 1 {
      let index = singleByte[Int(bytes[range.lowerBound])]
      if index != 255 {
        rowCounts[Int(index)] += 1
        return index
      }
    }
    return search(range, in: bytes)
  }

  @inline(never)
  private mutating func search(_ range: Range<Int>, in bytes: Span<UInt8>) -> UInt8? {
    for (index, value) in values.enumerated() where value.count == range.count {
      if value.indices.allSatisfy({ value[$0] == bytes[range.lowerBound + $0] }) {
        rowCounts[index] += 1
        return UInt8(index)
      }
    }
    return insert(range.map { bytes[$0] }, rows: 1)
  }

  /// Adds `rows` rows labelled `value`; the index of the value, `nil` for one value too many.
  mutating func insert(_ value: [UInt8], rows: Int) -> UInt8? {
    if let index = values.firstIndex(of: value) {
      rowCounts[index] += rows
      return UInt8(index)
    }
    guard values.count < Self.limit else { return nil }
    let index = UInt8(values.count)
    values.append(value)
    rowCounts.append(rows)
    if value.count == 1 { singleByte[Int(value[0])] = index }
    return index
  }

  /// What the rows are labelled, for people.
  var counts: [ImportError.ClassCount] {
    zip(values, rowCounts).map {
      ImportError.ClassCount(value: String(decoding: $0, as: UTF8.self), rows: $1)
    }
  }
}

/// The two classes of a label column.
struct BinaryClasses {
  /// The value of the positive class and its rows.
  let positive: ImportError.ClassCount
  /// The value of the negative class and its rows.
  let negative: ImportError.ClassCount
  /// 1 for each of the ``ClassValues`` that is positive, 0 for the others.
  let labels: [UInt8]

  /// Pairs of labels, negative and positive, that name themselves.
  static let usualPairs = [["0.0", "1.0"], ["false", "true"]]

  /// The classes that `values` are, with `positive` as the positive one.
  ///
  /// Values that are the same number (`1`, `1.0`) or the same truth value (`true`, `TRUE`) are the
  /// same class. Without a named positive value, the second of one of the `pairs` is positive.
  init(
    _ values: ClassValues, positive named: String?, pairs: [[String]], file: String,
    label: String, minimumRows: Int
  ) throws(ImportError) {
    var classes: [ImportError.ClassCount] = []
    var keys: [String] = []
    var classOfValue: [Int] = []
    for count in values.counts {
      let key = Self.key(count.value)
      if let index = keys.firstIndex(of: key) {
        classes[index].rows += count.rows
        classOfValue.append(index)
      } else {
        classOfValue.append(keys.count)
        keys.append(key)
        classes.append(count)
      }
    }
    let sorted = classes.sorted { ($1.rows, $0.value) < ($0.rows, $1.value) }
    guard classes.count <= 2 else {
      throw .tooManyClasses(file: file, label: label, found: sorted)
    }
    let positiveKey: String
    if let named {
      positiveKey = Self.key(named)
    } else {
      let known = pairs.first { keys.allSatisfy($0.contains) }
      guard let known else {
        throw .positiveNotNamed(file: file, label: label, found: sorted)
      }
      positiveKey = known[1]
    }
    guard let positiveClass = keys.firstIndex(of: positiveKey) else {
      let wanted = named ?? (positiveKey == "1.0" ? "1" : positiveKey)
      throw .noPositives(file: file, label: label, positive: wanted, found: sorted)
    }
    positive = classes[positiveClass]
    guard let negativeClass = keys.indices.first(where: { $0 != positiveClass }) else {
      throw .noNegatives(file: file, label: label, found: positive)
    }
    negative = classes[negativeClass]
    labels = classOfValue.map { $0 == positiveClass ? 1 : 0 }
    for one in [positive, negative] where one.rows < minimumRows {
      throw .tooFewRows(
        file: file, label: label, value: one.value, found: one.rows, needed: minimumRows)
    }
  }

  /// What two spellings of the same value have in common.
  private static func key(_ value: String) -> String {
    let lowercased = value.lowercased()
    if lowercased == "true" || lowercased == "false" { return lowercased }
    let isDecimal = value.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) }
    guard isDecimal, let number = Double(value) else { return value }
    return number == 0 ? "0.0" : "\(number)"
  }
}
