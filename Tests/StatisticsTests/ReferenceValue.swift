import Foundation
import Testing

/// A value of a reference file, whose numbers are named by the path that leads to them.
enum ReferenceValue: Decodable {
  case number(Double)
  case text(String)
  case flag(Bool)
  case absent
  case list([ReferenceValue])
  case object([String: ReferenceValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .absent
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([ReferenceValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: ReferenceValue].self))
    }
  }

  private static let files = Dictionary(
    uniqueKeysWithValues: ["statistics", "statistics_bootstrap", "statistics_tables"].map { name in
      (name, Result { try read(name) })
    })

  /// One of the reference files, read once.
  static func file(_ name: String) throws -> ReferenceValue {
    try #require(files[name]).get()
  }

  private static func read(_ name: String) throws -> ReferenceValue {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"))
    return try JSONDecoder().decode(ReferenceValue.self, from: Data(contentsOf: url))
  }

  subscript(_ key: String) -> ReferenceValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var items: [ReferenceValue] {
    if case .list(let items) = self { items } else { [] }
  }

  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var numbers: [Double] { items.compactMap(\.number) }

  /// Every number, and every "NaN" or "Infinity", by its path: `paired_t/ci95/0`.
  var leaves: [String: ReferenceValue] {
    switch self {
    case .number, .flag: [:]
    case .text, .absent: [:]
    case .list(let items):
      Self.leaves(items.enumerated().map { ("\($0.offset)", $0.element) })
    case .object(let members): Self.leaves(members.map { ($0.key, $0.value) })
    }
  }

  private static func leaves(_ members: [(String, ReferenceValue)]) -> [String: ReferenceValue] {
    var leaves: [String: ReferenceValue] = [:]
    for (key, value) in members {
      switch value {
      case .number, .flag: leaves[key] = value
      case .text(let text) where ["NaN", "Infinity", "-Infinity"].contains(text):
        leaves[key] = value
      case .text, .absent: break
      case .list, .object:
        for (path, leaf) in value.leaves { leaves["\(key)/\(path)"] = leaf }
      }
    }
    return leaves
  }
}

/// Computed values by the path of their reference; `nil` where the library has no number by rule.
typealias ComputedValues = [String: Double?]

/// How near a value must be to its reference.
struct Tolerance {
  var relative = 1e-11
  var absolute = 0.0
}

/// Holds every number of a reference against a computed one; a number without one is a failure.
///
/// - Returns: how many numbers agreed.
@discardableResult
func expectAll(
  _ reference: ReferenceValue, _ computed: ComputedValues, place: String,
  leavingOut isLeftOut: (String) -> Bool = { _ in false }, tolerance: (String) -> Tolerance
) -> Int {
  var compared = 0
  for (path, leaf) in reference.leaves where !isLeftOut(path) {
    guard let value = computed[path] else {
      Issue.record("\(place): nothing is computed for \(path)")
      continue
    }
    switch leaf {
    case .number(let expected):
      let bounds = tolerance(path)
      #expect(
        value.map {
          isClose($0, expected, relative: bounds.relative, absolute: bounds.absolute)
        } == true, "\(place), \(path): \(String(describing: value)), expected \(expected)")
    case .flag(let expected): #expect(value == (expected ? 1 : 0), "\(place), \(path)")
    default: #expect(value == nil, "\(place), \(path): no number by SciPy either")
    }
    compared += 1
  }
  return compared
}

extension Bool {
  var asNumber: Double { self ? 1 : 0 }
}
