internal import Foundation

extension LossCatalogue {
  /// The loss called `name` with `settings` in place of its defaults.
  ///
  /// - Parameters:
  ///   - name: The name in kebab-case.
  ///   - settings: Values by name of setting; those not given keep their defaults.
  ///   - types: Where to look; a program with losses of its own adds them here.
  /// - Returns: The loss, its settings checked.
  /// - Throws: A ``LossError`` that lists what would be valid.
  public static func make(
    _ name: String, settings: [String: Double] = [:], from types: [any Loss.Type] = all
  ) throws(LossError) -> any Loss {
    guard let type = types.first(where: { $0.name == name }) else {
      throw .unknownLoss(name, known: types.map { $0.name }.sorted())
    }
    return try type.init(settings: settings)
  }
}

extension Loss {
  /// The loss with `settings` in place of its defaults.
  ///
  /// - Throws: A ``LossError`` that lists what would be valid.
  public init(settings: [String: Double]) throws(LossError) {
    let known = Self.settingNames
    // Sorted, so that of several mistakes the same one is reported each time.
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      guard known.contains(key) else {
        throw .unknownSetting(key, of: Self.name, known: known)
      }
      guard value.isFinite else {
        throw .invalidSetting(key, of: Self.name, value: value, expected: "a finite number")
      }
      let whole = Mirror(reflecting: Self()).children.first { $0.label == key }?.value is Int
      guard !whole || Int(exactly: value) != nil else {
        throw .invalidSetting(key, of: Self.name, value: value, expected: "a whole number")
      }
    }
    let merged = Self().settings.merging(settings) { $1 }
    do {
      self = try JSONDecoder().decode(Self.self, from: JSONEncoder().encode(merged))
    } catch {
      preconditionFailure("\(Self.self) cannot be decoded from its own settings: \(error)")
    }
    for (key, value) in settings {
      precondition(self.settings[key] == value, "CodingKeys of \(Self.self) leaves out '\(key)'")
    }
    try validate()
  }
}
