internal import CLossPlugin
internal import Losses

/// What a library says of one loss, checked and copied.
struct PluginDescription {
  /// A setting and the values that it may have.
  struct Setting {
    let name: String
    let initial: Double
    let range: ClosedRange<Double>
    let help: String

    /// What is valid, to follow "it must be".
    var expected: String {
      let limits =
        switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
        case (true, true): "from \(range.lowerBound) to \(range.upperBound)"
        case (true, false): "at least \(range.lowerBound)"
        case (false, true): "at most \(range.upperBound)"
        case (false, false): "a finite number"
        }
      return help.isEmpty ? limits : "\(limits) (\(help))"
    }
  }

  let profile: LossProfile
  let settings: [Setting]
  let functions: PluginFunctions

  /// Checks what a library says of a loss.
  @unsafe init(
    _ loss: lopsided_loss, position: Int, path: String, hash: String
  ) throws(PluginError) {
    let name = unsafe Self.text(loss.name)
    guard let name, Self.isKebabCase(name) else {
      throw .badName(path: path, position: position, name: name)
    }
    func required(
      _ member: String, _ pointer: UnsafePointer<CChar>?
    ) throws(PluginError) -> String {
      guard let text = unsafe Self.text(pointer), !text.isEmpty else {
        throw .missingText(path: path, loss: name, member: member)
      }
      return text
    }
    let title = try unsafe required("title", loss.title)
    let formula = try unsafe required("formula", loss.formula)
    let reference = try unsafe required("reference", loss.reference)
    functions = unsafe PluginFunctions(loss)
    guard functions.canEvaluate else { throw .noEvaluation(path: path, loss: name) }
    settings = try unsafe Self.settings(of: loss, name: name, path: path)
    let defaults = Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.initial) })
    var profile = LossProfile(
      name: name, title: title, formula: formula,
      reference: "\(reference) (plug-in, SHA-256 \(hash.prefix(12))…)",
      properties: try unsafe Self.properties(
        loss.flags, recovers: functions.canRecover, name: name, path: path),
      tuningGrid: [defaults], settingNames: settings.map(\.name),
      revision: "plug-in SHA-256 \(hash)")
    profile.isForeign = true
    self.profile = profile
  }

  /// The loss as a catalogue lists it.
  var entry: LossCatalogue.Entry {
    let description = self
    return LossCatalogue.Entry(profile: profile) { settings throws(LossError) in
      PluginLoss(description, values: try description.values(settings))
    }
  }

  /// The values of all settings in their order, some of them given.
  func values(_ given: [String: Double]) throws(LossError) -> [Double] {
    for (key, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let setting = settings.first(where: { $0.name == key }) else {
        throw .unknownSetting(key, of: profile.name, known: settings.map(\.name))
      }
      guard value.isFinite, setting.range.contains(value) else {
        throw .invalidSetting(
          key, of: profile.name, value: value, expected: setting.expected)
      }
    }
    return settings.map { given[$0.name] ?? $0.initial }
  }

  private static func properties(
    _ flags: UInt32, recovers: Bool, name: String, path: String
  ) throws(PluginError) -> LossProperties {
    let unknown = flags >> 5
    guard unknown == 0 else {
      throw .badFlags(
        path: path, loss: name,
        reason: "version \(LossPlugin.abiVersion) of the interface has none above 16")
    }
    func has(_ flag: UInt32) -> Bool { flags & flag != 0 }
    guard recovers || has(4) || !has(8) else {
      throw .badFlags(
        path: path, loss: name,
        reason: """
          a loss that is not pointwise recovers the posterior only by a function \
          'recover_posterior', which is NULL
          """)
    }
    return LossProperties(
      isStrictlyProper: has(1), isConvex: has(2), recoversPosterior: has(8), isPointwise: has(4),
      needsAmounts: has(16))
  }

  @unsafe private static func settings(
    of loss: lopsided_loss, name: String, path: String
  ) throws(PluginError) -> [Setting] {
    var settings: [Setting] = []
    for position in 0..<Int(unsafe loss.setting_count) {
      let number = "\(position + 1)"
      guard let described = unsafe loss.settings else {
        throw .badSetting(
          path: path, loss: name, setting: number,
          reason: "is counted by setting_count, but 'settings' is NULL")
      }
      let setting = unsafe described[position]
      guard let key = unsafe text(setting.name), isIdentifier(key) else {
        throw .badSetting(
          path: path, loss: name, setting: number,
          reason: "must have a name that is a letter, then letters, digits, '-' or '_'")
      }
      let (initial, lower, upper) = unsafe (
        setting.default_value, setting.minimum, setting.maximum
      )
      func bad(_ reason: String) -> PluginError {
        .badSetting(path: path, loss: name, setting: "'\(key)'", reason: reason)
      }
      if settings.contains(where: { $0.name == key }) { throw bad("stands there twice") }
      guard initial.isFinite else { throw bad("has the default \(initial), which is not finite") }
      guard lower <= upper else {
        throw bad("has the minimum \(lower) and the maximum \(upper), which is no range")
      }
      guard (lower...upper).contains(initial) else {
        throw bad("has the default \(initial), which is outside its range, \(lower) to \(upper)")
      }
      settings.append(
        Setting(
          name: key, initial: initial, range: lower...upper,
          help: unsafe text(setting.help) ?? ""))
    }
    return settings
  }

  /// A copy of a text; nil when it is missing or not UTF-8.
  @unsafe private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    unsafe pointer.flatMap { unsafe String(validatingCString: $0) }
  }

  /// Words of lower-case letters and digits with single hyphens between them.
  private static func isKebabCase(_ name: String) -> Bool {
    name.first?.isLetter == true
      && name.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
        !word.isEmpty && word.utf8.allSatisfy { isLowerCase($0) || isDigit($0) }
      }
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLowerCase(first | 0x20) else { return false }
    return name.utf8.allSatisfy { byte in
      isLowerCase(byte | 0x20) || isDigit(byte) || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_")
    }
  }

  private static func isLowerCase(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
