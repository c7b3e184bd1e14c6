/// A block of floats as XGBoost is told of it without a copy: JSON in the form of NumPy's array
/// interface, version 3.
enum ArrayInterface {
  /// - Parameters:
  ///   - base: The first value. It must stay there as long as XGBoost reads it.
  ///   - rows: Number of rows.
  ///   - columns: Values of a row, which lie side by side.
  ///
  /// - Returns: The description in JSON.
  static func json(_ base: UnsafePointer<Float>, rows: Int, columns: Int) -> String {
    let address = UInt(bitPattern: base)
    return """
      {"data": [\(address), true], "shape": [\(rows), \(columns)], "typestr": "<f4", "version": 3}
      """
  }
}
