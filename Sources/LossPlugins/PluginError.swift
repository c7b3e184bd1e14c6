/// Why a shared library could not be used as a plug-in.
public enum PluginError: Error, Equatable, Sendable {
  /// There is no such file.
  case missingFile(path: String)
  /// The file cannot be read.
  case unreadable(path: String, reason: String)
  /// The system cannot load the file.
  case notALibrary(path: String, reason: String)
  /// The library lacks the function that every plug-in exports, or it gives nothing.
  case noDescription(path: String, symbol: String, isExported: Bool)
  /// The library was compiled for another interface.
  case otherVersion(path: String, found: UInt32, known: UInt32)
  /// The library's description of a loss is shorter than that of its interface.
  case shortDescription(path: String, found: Int, needed: Int)
  /// The library describes no loss.
  case noLosses(path: String)
  /// A loss has no name, or one that is not kebab-case; counted from 1.
  case badName(path: String, position: Int, name: String?)
  /// A text of a loss is missing, or is not UTF-8.
  case missingText(path: String, loss: String, member: String)
  /// A loss cannot be evaluated.
  case noEvaluation(path: String, loss: String)
  /// A loss has flags that the interface does not know, or that contradict each other.
  case badFlags(path: String, loss: String, reason: String)
  /// A setting cannot be used as it is described.
  case badSetting(path: String, loss: String, setting: String, reason: String)
  /// Another loss has the name.
  case nameTaken(path: String, name: String)
}

extension PluginError: CustomStringConvertible {
  /// A sentence that names the file, what is wrong in it, and what would be right.
  public var description: String {
    switch self {
    case .missingFile(let path):
      "There is no plug-in at \(path). A plug-in is a shared library, such as my_loss.so."
    case .unreadable(let path, let reason):
      "The plug-in \(path) cannot be read: \(reason)"
    case .notALibrary(let path, let reason):
      "The plug-in \(path) cannot be loaded as a shared library: \(reason)."
    case .noDescription(let path, let symbol, false):
      """
      The plug-in \(path) exports no function '\(symbol)'. It must define the one that \
      lopsided_loss.h declares, as C and not hidden.
      """
    case .noDescription(let path, let symbol, true):
      "The function '\(symbol)' of the plug-in \(path) gives NULL; it must give a description."
    case .otherVersion(let path, let found, let known):
      """
      The plug-in \(path) was compiled for version \(found) of the interface, and this is version \
      \(known). Compile it with the lopsided_loss.h of this version, and set abi_version to \
      LOPSIDED_LOSS_ABI_VERSION.
      """
    case .shortDescription(let path, let found, let needed):
      """
      The plug-in \(path) gives \(found) bytes as the size of a loss; version 1 of the interface \
      has \(needed). Set loss_size to sizeof(lopsided_loss).
      """
    case .noLosses(let path):
      "The plug-in \(path) describes no loss; loss_count must be at least 1 and losses not NULL."
    case .badName(let path, let position, let name):
      """
      Loss \(position) of the plug-in \(path) \(name.map { "is called '\($0)'" } ?? "has no name"); \
      a name is lower-case words of letters and digits with hyphens between them, such as \
      my-loss.
      """
    case .missingText(let path, let loss, let member):
      "The loss '\(loss)' of the plug-in \(path) has no \(member); it must be text in UTF-8."
    case .noEvaluation(let path, let loss):
      "The loss '\(loss)' of the plug-in \(path) has no function 'evaluate'; it must not be NULL."
    case .badFlags(let path, let loss, let reason):
      "The flags of the loss '\(loss)' of the plug-in \(path) cannot be used: \(reason)."
    case .badSetting(let path, let loss, let setting, let reason):
      "The setting \(setting) of the loss '\(loss)' of the plug-in \(path) \(reason)."
    case .nameTaken(let path, let name):
      """
      The plug-in \(path) brings a loss '\(name)', and there is one of that name already. Give it \
      a name of its own, and give each --plugin once.
      """
    }
  }
}
