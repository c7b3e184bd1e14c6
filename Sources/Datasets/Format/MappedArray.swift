#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The values of an array file, mapped into memory: the system reads pages when they are touched,
/// and takes them back when memory is short.
///
/// A file that becomes shorter while it is mapped would end the process at the next touch of what
/// is gone. Folders that Lopsided writes are replaced as a whole, never written into, so the mapped
/// file stays as it was; ``checkUnchanged()`` tells of others who do.
@safe
final class MappedArray<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Number of values.
  let count: Int
  private let file: File
  private let state: File.State
  private let start: UnsafeRawPointer
  private let byteCount: Int
  private let values: UnsafePointer<Value>

  /// Maps a file that was checked.
  init(_ array: ArrayFile) throws(DatasetError) {
    file = array.file
    state = try array.file.state()
    byteCount = state.size
    count = (byteCount - array.dataOffset) / MemoryLayout<Value>.stride
    unsafe start = try array.file.map(byteCount: byteCount)
    // Headers end on a boundary of 64 bytes, or else the values would not lie as their type must.
    guard array.dataOffset % MemoryLayout<Value>.alignment == 0 else {
      unsafe munmap(UnsafeMutableRawPointer(mutating: start), byteCount)
      throw .invalidArrayFile(
        path: array.file.path,
        reason: "its values begin at byte \(array.dataOffset), which is no multiple of "
          + "\(MemoryLayout<Value>.alignment)")
    }
    unsafe values = (start + array.dataOffset).assumingMemoryBound(to: Value.self)
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: start), byteCount) }

  /// Calls `body` with some successive values.
  @inline(__always)
  func withValues<Result>(_ range: Range<Int>, _ body: (Span<Value>) -> Result) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "values outside of the file")
    return body(unsafe Span(_unsafeStart: values + range.lowerBound, count: range.count))
  }

  /// Asks the system to read values that will be needed soon.
  func prepare(_ range: Range<Int>) { advise(range, MADV_WILLNEED, inward: false) }

  /// Tells the system that values are not needed soon. They stay as they are.
  func release(_ range: Range<Int>) { advise(range, MADV_DONTNEED, inward: true) }

  /// Gives advice on the pages that a range touches, or on those that lie in it.
  private func advise(_ range: Range<Int>, _ advice: Int32, inward: Bool) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let offset = unsafe UnsafeRawPointer(values) - start
    let bytes =
      offset + range.lowerBound * MemoryLayout<Value>.stride..<offset + range.upperBound
      * MemoryLayout<Value>.stride
    let first = (bytes.lowerBound + (inward ? page - 1 : 0)) / page * page
    let last = inward ? bytes.upperBound / page * page : bytes.upperBound
    guard first < last else { return }
    // Advice that the system does not take changes no result.
    _ = unsafe madvise(UnsafeMutableRawPointer(mutating: start + first), last - first, advice)
  }

  /// Checks that nobody has written into the file since it was opened.
  ///
  /// - Throws: ``DatasetError/changedWhileMapped(path:)``.
  func checkUnchanged() throws(DatasetError) {
    guard try file.state() == state else { throw .changedWhileMapped(path: file.path) }
  }
}
