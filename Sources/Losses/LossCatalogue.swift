internal import Foundation

/// Losses that can be found by name.
///
/// ``builtIn`` holds one for each file in `Sources/Losses/Catalogue`; a program adds its own types,
/// or entries that are known only when it runs.
public struct LossCatalogue: Sendable {
  /// A loss that can be made.
  public struct Entry: Sendable {
    /// What is told of it.
    public let profile: LossProfile
    private let maker: @Sendable ([String: Double]) throws(LossError) -> any Loss

    /// A loss made from a type.
    public init<L: Loss>(_ type: L.Type) {
      profile = L.profile
      maker = { settings throws(LossError) in try L(settings: settings) }
    }

    /// A loss made by a function, which gets the settings that differ from the defaults.
    public init(
      profile: LossProfile,
      make: @escaping @Sendable ([String: Double]) throws(LossError) -> any Loss
    ) {
      self.profile = profile
      maker = make
    }

    /// The loss with `settings` in place of its defaults.
    ///
    /// - Throws: A ``LossError`` that lists what would be valid.
    public func make(settings: [String: Double] = [:]) throws(LossError) -> any Loss {
      try maker(settings)
    }
  }

  /// The losses that come with the library.
  public static let builtIn = LossCatalogue(unchecked: BuiltInLosses.all)

  /// The entries, ordered by name.
  public private(set) var entries: [Entry]

  private init(unchecked types: [any Loss.Type]) {
    entries = types.map { Self.entry($0) }.sorted { $0.profile.name < $1.profile.name }
  }

  /// Adds losses.
  ///
  /// - Throws: ``LossError/duplicateLoss(_:)`` when a name is taken.
  public mutating func add(_ types: [any Loss.Type]) throws(LossError) {
    for type in types { try add(Self.entry(type)) }
  }

  /// Adds a loss.
  ///
  /// - Throws: ``LossError/duplicateLoss(_:)`` when the name is taken.
  public mutating func add(_ entry: Entry) throws(LossError) {
    let name = entry.profile.name
    guard !names.contains(name) else { throw .duplicateLoss(name) }
    let place = entries.firstIndex { $0.profile.name > name } ?? entries.endIndex
    entries.insert(entry, at: place)
  }

  /// The names, in order.
  public var names: [String] { entries.map(\.profile.name) }

  /// The entry of a name.
  ///
  /// - Throws: ``LossError/unknownLoss(_:known:)``.
  public func entry(named name: String) throws(LossError) -> Entry {
    guard let entry = entries.first(where: { $0.profile.name == name }) else {
      throw .unknownLoss(name, known: names)
    }
    return entry
  }

  /// The loss called `name` with `settings` in place of its defaults.
  ///
  /// - Parameters:
  ///   - name: The name in kebab-case.
  ///   - settings: Values by name of setting; those not given keep their defaults.
  ///
  /// - Returns: The loss, its settings checked.
  ///
  /// - Throws: A ``LossError`` that lists what would be valid.
  public func make(_ name: String, settings: [String: Double] = [:]) throws(LossError) -> any Loss {
    try entry(named: name).make(settings: settings)
  }

  private static func entry(_ type: any Loss.Type) -> Entry {
    func opened<L: Loss>(_ type: L.Type) -> Entry { Entry(type) }
    return opened(type)
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
