/// Why trees could not be grown or read.
public enum TreeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// No file is XGBoost's library.
  case libraryMissing(tried: [String], reason: String)
  /// The library lacks a function, so it is older than 1.7 or another library.
  case libraryIncomplete(path: String, symbol: String)
  /// XGBoost refused something.
  case failed(action: String, reason: String)
  /// The inputs are not features as they are.
  case preparedInputs
  /// A model of another number of features.
  case otherFeatures(model: Int, data: Int)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .libraryMissing(let tried, let reason):
      """
      Trees need the library XGBoost, which was not found as \
      \(tried.joined(separator: " or ")) (\(reason)). Install it with `apt-get install \
      libxgboost-dev`, or name its file by the environment variable \
      \(XGBoostLibrary.variable), such as xgboost/lib/libxgboost.so of the Python package.
      """
    case .libraryIncomplete(let path, let symbol):
      """
      The library \(path) has no function \(symbol), which XGBoost has since version 1.7. Install a \
      later version, or name its file by the environment variable \(XGBoostLibrary.variable).
      """
    case .failed(let action, let reason):
      "XGBoost could not \(action): \(reason)"
    case .preparedInputs:
      "Trees take features as they are, and these were encoded or standardised."
    case .otherFeatures(let model, let data):
      "The trees were grown on \(model) features, and the data have \(data)."
    }
  }
}
