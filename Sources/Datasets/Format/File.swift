#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An open file. Reads and writes name their place, so that threads may share it.
final class File: Sendable {
  let path: String
  private let descriptor: Int32

  /// Creates a file that must not exist.
  init(creating path: String) throws(DatasetError) {
    let opened = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw .operation("create the file", path) }
    (self.path, descriptor) = (path, opened)
  }

  /// Opens a file for reading.
  init(reading path: String) throws(DatasetError) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw .operation("open the file", path) }
    (self.path, descriptor) = (path, opened)
  }

  deinit { _ = close(descriptor) }

  /// Size in bytes.
  func size() throws(DatasetError) -> Int {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw .operation("find the size of", path) }
    return Int(end)
  }

  /// Maps the first bytes into memory, for reading.
  ///
  /// - Returns: Where they are, until `munmap`.
  func map(byteCount: Int) throws(DatasetError) -> UnsafeRawPointer {
    let start = unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else {
      throw .operation("map into memory", path)
    }
    return UnsafeRawPointer(start)
  }

  /// Size and time of the last change, which tell that a file is no longer what it was.
  struct State: Equatable, Sendable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  /// Size and time of the last change.
  func state() throws(DatasetError) -> State {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .operation("look at", path) }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return State(
      size: Int(status.st_size), seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
  }

  /// Writes values of a type without padding, beginning at an offset in bytes.
  func write(
    _ values: Span<some BitwiseCopyable>, at offset: Int
  ) throws(DatasetError) {
    let code = unsafe values.withUnsafeBytes { bytes -> Int32 in
      var done = 0
      while done < bytes.count {
        guard let start = bytes.baseAddress else { return 0 }
        let length = min(bytes.count - done, 1 << 30)
        let written = unsafe pwrite(descriptor, start + done, length, off_t(offset + done))
        if written < 0 {
          if errno == EINTR { continue }
          return errno
        }
        done += written
      }
      return 0
    }
    guard code == 0 else { throw .operation("write to", path, code: code) }
  }

  /// Fills all of `values` from an offset in bytes on.
  func read(
    into values: inout MutableSpan<some BitwiseCopyable>, at offset: Int
  ) throws(DatasetError) {
    let code = unsafe values.withUnsafeMutableBytes { bytes -> Int32 in
      var done = 0
      while done < bytes.count {
        guard let start = bytes.baseAddress else { return 0 }
        let length = min(bytes.count - done, 1 << 30)
        let count = unsafe pread(descriptor, start + done, length, off_t(offset + done))
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        if count == 0 { return -1 }
        done += count
      }
      return 0
    }
    if code == -1 { throw .fileOperation("read", path: path, reason: "the file ends too early") }
    guard code == 0 else { throw .operation("read", path, code: code) }
  }

  /// The `count` values that begin at an offset.
  func values<Value: BitwiseCopyable>(
    count: Int, of zero: Value, at offset: Int
  ) throws(DatasetError) -> [Value] {
    var values = [Value](repeating: zero, count: count)
    var span = values.mutableSpan
    try read(into: &span, at: offset)
    return values
  }

  /// All bytes.
  static func contents(of path: String) throws(DatasetError) -> [UInt8] {
    let file = try File(reading: path)
    return try file.values(count: file.size(), of: UInt8(0), at: 0)
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(DatasetError) {
    guard fsync(descriptor) == 0 else { throw .operation("write to", path) }
  }
}

/// Folders, by path.
enum Folder {
  enum Kind: Equatable {
    case missing
    case folder
    case other
  }

  static func kind(of path: String) -> Kind {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return .missing }
    return status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
  }

  static func create(_ path: String) throws(DatasetError) {
    guard unsafe mkdir(path, 0o777) == 0 else { throw .operation("create the folder", path) }
  }

  /// Creates a folder beside `path` whose name nothing else has.
  static func createSibling(of path: String, role: String) throws(DatasetError) -> String {
    let (parent, name) = split(path)
    var attempt = 0
    while true {
      let sibling = "\(parent)/.\(name).\(role)-\(getpid())-\(attempt)"
      if unsafe mkdir(sibling, 0o777) == 0 { return sibling }
      guard errno == EEXIST, attempt < 1000 else {
        throw .operation("create a folder in", parent)
      }
      attempt += 1
    }
  }

  /// Parent and name of a path.
  static func split(_ path: String) -> (parent: String, name: String) {
    var path = Substring(path)
    while path.count > 1, path.last == "/" { path = path.dropLast() }
    guard let slash = path.lastIndex(of: "/") else { return (".", String(path)) }
    let parent = path[..<slash]
    return (parent.isEmpty ? "/" : String(parent), String(path[path.index(after: slash)...]))
  }

  static func move(_ path: String, to other: String) throws(DatasetError) {
    guard unsafe rename(path, other) == 0 else { throw .operation("rename to", other) }
  }

  /// Waits until the folder's entries are on the disk.
  static func synchronize(_ path: String) throws(DatasetError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .operation("open the folder", path) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .operation("write to the folder", path) }
  }

  /// Names of a folder's entries, sorted; none when it cannot be read.
  static func entries(of path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          unsafe String(cString: text)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Deletes a folder that nobody else writes to, and everything in it.
  static func removeAll(_ path: String) {
    for name in entries(of: path) {
      let entry = "\(path)/\(name)"
      if kind(of: entry) == .folder { removeAll(entry) } else { _ = unsafe unlink(entry) }
    }
    _ = unsafe rmdir(path)
  }

  /// Deletes files and then folders, in the order given, as far as they exist.
  static func remove(files: [String], folders: [String]) {
    for file in files { _ = unsafe unlink(file) }
    for folder in folders { _ = unsafe rmdir(folder) }
  }
}

extension DatasetError {
  /// A failed system call, with the reason that the system gives.
  static func operation(_ operation: String, _ path: String, code: Int32? = nil) -> DatasetError {
    let code = code ?? errno
    return .fileOperation(operation, path: path, reason: unsafe String(cString: strerror(code)))
  }
}
