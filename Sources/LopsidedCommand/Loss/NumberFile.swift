internal import Datasets
internal import Foundation

/// Numbers from a file: text, or a NumPy array.
enum NumberFile {
  /// The finite numbers of a file.
  static func finite(_ path: String) throws(NumberFileError) -> [Double] {
    try read(path) { $0.isFinite ? nil : "a finite number" }
  }

  /// The numbers of a file.
  ///
  /// - Parameters:
  ///   - path: The file; its name ends in `.npy` if it is an array.
  ///   - fault: What would be valid instead of a number; nil when it is.
  ///
  /// - Returns: The numbers, at least one.
  ///
  /// - Throws: ``NumberFileError``.
  static func read(
    _ path: String, fault: (Double) -> String?
  ) throws(NumberFileError) -> [Double] {
    if path.hasSuffix(".npy") { return try array(path, fault) }
    let text: String
    do { text = try String(contentsOf: URL(filePath: path), encoding: .utf8) } catch {
      throw .unreadable(path, reason: error.localizedDescription)
    }
    var numbers: [Double] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !trimmed.isEmpty else { continue }
      for cell in trimmed.split(separator: ",", omittingEmptySubsequences: false) {
        let word = cell.trimmingCharacters(in: .whitespaces)
        guard let number = Double(word) else {
          throw .invalid(
            path, place: "line \(index + 1)", value: word, expected: fault(.nan) ?? "a number")
        }
        if let expected = fault(number) {
          throw .invalid(path, place: "line \(index + 1)", value: word, expected: expected)
        }
        numbers.append(number)
      }
    }
    guard !numbers.isEmpty else { throw .empty(path) }
    return numbers
  }

  private static func array(
    _ path: String, _ fault: (Double) -> String?
  ) throws(NumberFileError) -> [Double] {
    let numbers: [Double]
    do { numbers = try NumberArray.values(at: path) } catch { throw .array(error) }
    guard !numbers.isEmpty else { throw .empty(path) }
    for (index, number) in numbers.enumerated() {
      if let expected = fault(number) {
        throw .invalid(path, place: "element \(index)", value: "\(number)", expected: expected)
      }
    }
    return numbers
  }
}

/// Why a file of numbers cannot be used.
enum NumberFileError: Error, CustomStringConvertible {
  case unreadable(String, reason: String)
  case array(DatasetError)
  case empty(String)
  case invalid(String, place: String, value: String, expected: String)
  case lengthsDiffer(String, Int, other: String, Int)
  case amountsMissing(String)

  var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "'\(path)' cannot be read: \(reason) It must be a text file or end in .npy."
    case .array(let error): error.description
    case .empty(let path): "'\(path)' holds no number; it must hold at least one."
    case .invalid(let path, let place, let value, let expected):
      "'\(path)', \(place), holds '\(value)'; it must be \(expected)."
    case .lengthsDiffer(let path, let count, let other, let otherCount):
      """
      '\(path)' holds \(count) numbers and '\(other)' holds \(otherCount); both must have one a \
      row.
      """
    case .amountsMissing(let loss):
      "The loss '\(loss)' needs to know what each row is worth; give --amounts FILE."
    }
  }
}
