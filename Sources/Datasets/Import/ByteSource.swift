#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Bytes of a file, from first to last.
package protocol ByteSource: ~Copyable {
  /// The number of bytes there should be; `nil` for a pipe, which does not know.
  var byteCount: Int? { get }
  /// Puts the next bytes into `range` of `buffer` and returns how many; 0 only at the end.
  ///
  /// - Precondition: `range` is not empty.
  mutating func read(
    into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(ImportError) -> Int
}

/// An open file.
///
/// It is read, not mapped: a mapped file that another process cuts short ends the program with a
/// signal, where reading it ends with an error.
package struct FileSource: ByteSource, ~Copyable {
  private let path: String
  private let descriptor: CInt
  private var bytesRead = 0
  package let byteCount: Int?

  /// Opens the file at `path`.
  package init(path: String) throws(ImportError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(of: path, code: errno) }
    var status = stat()
    let outcome = unsafe fstat(descriptor, &status)
    let code = errno
    guard outcome == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw outcome == 0 ? .directory(file: path) : Self.failure(of: path, code: code)
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  deinit { close(descriptor) }

  /// Whether there is a file at `path` that can be read more than once.
  static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  package mutating func read(
    into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(ImportError) -> Int {
    while true {
      let (count, code) = unsafe buffer.withUnsafeMutableBytes { bytes in
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[range])
        #if canImport(Darwin)
          return unsafe (Darwin.read(descriptor, free.baseAddress, free.count), errno)
        #elseif canImport(Musl)
          return unsafe (Musl.read(descriptor, free.baseAddress, free.count), errno)
        #else
          return unsafe (Glibc.read(descriptor, free.baseAddress, free.count), errno)
        #endif
      }
      if count < 0 {
        if code == EINTR { continue }
        throw Self.failure(of: path, code: code)
      }
      bytesRead += count
      // /proc and the like call themselves regular files of no bytes.
      if let byteCount, byteCount > 0, count == 0 ? bytesRead != byteCount : bytesRead > byteCount {
        throw .changedWhileReading(file: path, bytesAtStart: byteCount, bytesRead: bytesRead)
      }
      return count
    }
  }

  /// The system's error number in words that do not depend on the language of the user.
  private static func failure(of path: String, code: CInt) -> ImportError {
    switch code {
    case ENOENT, ENOTDIR: .missingFile(file: path)
    case EISDIR: .directory(file: path)
    case EACCES, EPERM: .unreadable(file: path, reason: "permission denied")
    case ELOOP: .unreadable(file: path, reason: "its symbolic links lead in a circle")
    case EIO: .unreadable(file: path, reason: "input/output error")
    case ENAMETOOLONG: .unreadable(file: path, reason: "the path is too long")
    case EMFILE, ENFILE: .unreadable(file: path, reason: "too many files are open")
    default: .unreadable(file: path, reason: "system error \(code)")
    }
  }
}

/// The number of processors that the program may use.
var processorCount: Int { max(1, Int(sysconf(CInt(_SC_NPROCESSORS_ONLN)))) }

/// Whether `byte` occurs in `range` of `bytes`; several times faster than a loop in Swift.
func hasByte(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Bool {
  guard !range.isEmpty else { return false }
  return unsafe bytes.withUnsafeBytes { bytes in
    let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
    guard let start = part.baseAddress else { return false }
    return unsafe memchr(start, CInt(byte), part.count) != nil
  }
}
