internal import Foundation
internal import Synchronization

/// A process of this run's own, whose lines come back over a pipe. It ends with this one.
final class ChildProcess {
  /// What was read from it.
  enum Reading {
    /// A line, without its end.
    case line(Data)
    /// There will be no more lines.
    case closed
    /// Nothing came before the deadline.
    case late
  }

  /// How it ended.
  enum Ending: Equatable {
    case status(Int32)
    case signal(Int32)
  }

  /// Where a child writes its lines; its output and errors go to this process's errors.
  static let messageDescriptor: Int32 = 3

  private let pid: pid_t
  private let messages: FileHandle
  /// Closed with this process, however it ends; the child then ends too.
  private let lifeline: FileHandle
  private var buffer = Data()
  private var isReaped = false

  /// One at a time: between the making of a pipe and its marking no other child may be started,
  /// which would keep it open.
  private static let starting = Mutex(())

  /// Starts a program.
  ///
  /// - Throws: ``ChildProcessError``.
  convenience init(executable: String, arguments: [String]) throws(ChildProcessError) {
    let parts = Self.starting.withLock { _ in
      Result { () throws(ChildProcessError) in
        try Self.start([executable] + arguments)
      }
    }
    self.init(try parts.get())
  }

  private struct Parts: Sendable {
    let pid: pid_t
    let messages: FileHandle
    let lifeline: FileHandle
  }

  private init(_ parts: Parts) {
    pid = parts.pid
    messages = parts.messages
    lifeline = parts.lifeline
  }

  private static func start(_ words: [String]) throws(ChildProcessError) -> Parts {
    let (messages, messagesOut) = try makePipe()
    let (lifelineIn, lifeline) = try makePipe()
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    unsafe posix_spawn_file_actions_adddup2(&actions, lifelineIn.fileDescriptor, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(
      &actions, messagesOut.fileDescriptor, messageDescriptor)
    // A group of its own: Ctrl-C is for this process, which decides what becomes of the child.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    let environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    var pid: pid_t = 0
    let code = unsafe posix_spawn(
      &pid, words[0], &actions, &attributes, &arguments, &variables)
    // swift-format-ignore: ReplaceForEachWithForLoop
    unsafe arguments.forEach { unsafe free($0) }
    // swift-format-ignore: ReplaceForEachWithForLoop
    unsafe variables.forEach { unsafe free($0) }
    unsafe posix_spawn_file_actions_destroy(&actions)
    unsafe posix_spawnattr_destroy(&attributes)
    try? messagesOut.close()
    try? lifelineIn.close()
    guard code == 0 else {
      throw ChildProcessError(reason: unsafe String(cString: strerror(code)))
    }
    return Parts(pid: pid, messages: messages, lifeline: lifeline)
  }

  deinit { if !isReaped { _ = end(grace: .zero) } }

  private static func makePipe() throws(ChildProcessError) -> (
    read: FileHandle, write: FileHandle
  ) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else {
      throw ChildProcessError(reason: unsafe String(cString: strerror(errno)))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (
      FileHandle(fileDescriptor: ends[0], closeOnDealloc: true),
      FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    )
  }

  /// The next line.
  ///
  /// - Parameter deadline: how long it is waited for.
  /// - Returns: the line, or why there is none.
  func next(until deadline: SuspendingClock.Instant?) -> Reading {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Data(buffer[buffer.startIndex..<end])
        buffer = Data(buffer[(end + 1)...])
        return .line(line)
      }
      var wait: Int32 = -1
      if let deadline {
        let left = (deadline - SuspendingClock.now) / .milliseconds(1)
        guard left > 0 else { return .late }
        wait = Int32(min(left.rounded(.up), 60_000))
      }
      var request = pollfd(fd: messages.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&request, 1, wait) > 0 else { continue }
      // What is there, and nothing at the end.
      let data = messages.availableData
      guard !data.isEmpty else { return .closed }
      buffer += data
    }
  }

  /// Waits for the end, and brings it about when it does not come.
  ///
  /// - Parameter grace: how long it is waited for.
  /// - Returns: how the process ended.
  func end(grace: Duration) -> Ending {
    let deadline = SuspendingClock.now + grace
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, WNOHANG) == 0 {
      guard SuspendingClock.now < deadline else {
        kill(pid, SIGKILL)
        unsafe waitpid(pid, &status, 0)
        break
      }
      usleep(2_000)
    }
    isReaped = true
    let signal = status & 0x7F
    return signal == 0 ? .status((status >> 8) & 0xFF) : .signal(signal)
  }
}

/// Why a process could not be started.
struct ChildProcessError: Error, CustomStringConvertible {
  let reason: String

  var description: String { "A process for the trial could not be started: \(reason)." }
}
