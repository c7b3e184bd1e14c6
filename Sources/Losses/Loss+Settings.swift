extension Loss {
  /// The settings by name, as they stand. One that is left to the training set is absent.
  public var settings: [String: Double] {
    var settings: [String: Double] = [:]
    for child in Mirror(reflecting: self).children {
      guard let label = child.label else { continue }
      if let value = child.value as? Double {
        settings[label] = value
      } else if let value = child.value as? Int {
        settings[label] = Double(value)
      }
    }
    return settings
  }

  /// The names of all settings, in the order of their declaration.
  public static var settingNames: [String] {
    Mirror(reflecting: Self()).children.compactMap { child in
      let type = type(of: child.value)
      return type == Double.self || type == Double?.self || type == Int.self ? child.label : nil
    }
  }

  /// Throws unless `value` is nil or passes `isValid`.
  ///
  /// - Parameters:
  ///   - setting: The name of the setting.
  ///   - value: Its value.
  ///   - expected: What would be valid, to follow "it must be".
  ///   - isValid: The test.
  /// - Throws: ``LossError/invalidSetting(_:of:value:expected:)``.
  public func require(
    _ setting: String, _ value: Double?, _ expected: String, where isValid: (Double) -> Bool
  ) throws(LossError) {
    guard let value, !(value.isFinite && isValid(value)) else { return }
    throw .invalidSetting(setting, of: Self.name, value: value, expected: expected)
  }
}
