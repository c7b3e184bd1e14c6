internal import CLossPlugin
internal import Foundation
internal import Hashing
public import Losses

/// A shared library that brings losses of its own, written in any language that speaks C.
///
/// `lopsided_loss.h` is the contract. A library that was loaded stays loaded until the process
/// ends: its losses are its functions.
public struct LossPlugin: Sendable {
  /// The function that every plug-in exports.
  public static let symbol = "lopsided_loss_plugin"
  /// The version of the interface that this program speaks.
  public static let abiVersion: UInt32 = 1

  /// The file, as it was given.
  public let path: String
  /// SHA-256 of the file, in hexadecimal.
  public let hash: String
  /// Its losses.
  public let entries: [LossCatalogue.Entry]

  /// Loads a library and checks all that it says of its losses; none is evaluated yet.
  ///
  /// - Throws: ``PluginError``.
  public init(at path: String) throws(PluginError) {
    self.path = path
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missingFile(path: path)
    }
    guard !isFolder.boolValue else {
      throw .unreadable(path: path, reason: "it is a folder. Name the library in it.")
    }
    let file = URL(filePath: path)
    let bytes: Data
    do { bytes = try Data(contentsOf: file) } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    hash = SHA256.hexadecimal(of: Array(bytes))
    let plugin = try unsafe Self.description(path: path, file: file)
    guard unsafe plugin.abi_version == Self.abiVersion else {
      throw unsafe .otherVersion(
        path: path, found: plugin.abi_version, known: Self.abiVersion)
    }
    let needed = unsafe MemoryLayout<lopsided_loss>.size
    guard unsafe plugin.loss_size >= needed else {
      throw unsafe .shortDescription(path: path, found: Int(plugin.loss_size), needed: needed)
    }
    guard unsafe plugin.loss_count > 0, let first = unsafe UnsafeRawPointer(plugin.losses) else {
      throw .noLosses(path: path)
    }
    var entries: [LossCatalogue.Entry] = []
    for position in 0..<Int(unsafe plugin.loss_count) {
      // Members that a later header appends lie between one description and the next.
      let place = unsafe first + position * Int(plugin.loss_size)
      let description = try unsafe PluginDescription(
        place.load(as: lopsided_loss.self), position: position + 1, path: path, hash: hash)
      entries.append(description.entry)
    }
    self.entries = entries
  }

  /// Adds the losses to those that can be found by name.
  ///
  /// - Throws: ``PluginError/nameTaken(path:name:)``.
  public func add(to catalogue: inout LossCatalogue) throws(PluginError) {
    for entry in entries {
      do { try catalogue.add(entry) } catch {
        throw .nameTaken(path: path, name: entry.profile.name)
      }
    }
  }

  /// Loads the library and asks it for its description.
  @unsafe private static func description(
    path: String, file: URL
  ) throws(PluginError) -> lopsided_plugin {
    // An absolute path: a bare name would be looked up among the system's libraries.
    guard let library = unsafe dlopen(file.standardizedFileURL.path, RTLD_NOW | RTLD_LOCAL) else {
      let reason = unsafe dlerror().map { unsafe String(cString: $0) }
      throw .notALibrary(path: path, reason: reason ?? "the system gives no reason")
    }
    guard let address = unsafe dlsym(library, symbol) else {
      throw .noDescription(path: path, symbol: symbol, isExported: false)
    }
    typealias Describe = @convention(c) () -> UnsafePointer<lopsided_plugin>?
    guard let plugin = unsafe unsafeBitCast(address, to: Describe.self)() else {
      throw .noDescription(path: path, symbol: symbol, isExported: true)
    }
    return unsafe plugin.pointee
  }
}
