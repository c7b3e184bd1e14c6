import Foundation
import Testing

@Suite("Faults of the store")
struct StoreFaultTests {
  let command: Command

  init() throws {
    command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
    try command.write(CommandTests.suite, to: "tiny.yaml")
  }

  /// Runs a line of a shell in the command's folder; `$lopsided` is the executable.
  private func shell(_ line: String) throws -> Command.Outcome {
    try command.shell(line)
  }

  /// A suite of which a store does not fit into little room.
  private static let large = CommandTests.suite
    .replacingOccurrences(of: "replicates: 3", with: "replicates: 300")

  /// Whether a file system may be mounted in a name space of its own.
  static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "unshare -rm mount -t tmpfs none /mnt"]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  @Test(
    "A full disk is said, keeps what was saved, and the same command goes on when there is room",
    .enabled(if: canMount, "A file system cannot be mounted here."))
  func fullDisk() throws {
    try command.write(Self.large, to: "large.yaml")
    let full = try shell(
      """
      mkdir full && unshare -rm sh -c 'mount -t tmpfs -o size=600k none full && \
      "$lopsided" run large.yaml --store full/s.sqlite; code=$?; cp full/s.sqlite* . ; exit $code'
      """)
    #expect(full.status == 70, "\(full.errors)")
    #expect(full.errors.contains("There is no room for the result store"))
    #expect(full.errors.contains("Every trial that was saved before is kept."))
    let saved = try command.saved("s.sqlite")
    #expect((2..<600).contains(saved))
    let rest = try command.run("run", "large.yaml", "--store", "s.sqlite")
    #expect(rest.status == 0, "\(rest.errors)")
    #expect(
      rest.output.contains("600 trials: \(600 - saved) run now, \(saved) kept from before"))
  }

  @Test("A file that may not grow ends the run with a sentence, not with a signal")
  func fileSize() throws {
    try command.write(Self.large, to: "large.yaml")
    let stopped = try shell("ulimit -f 600; \"$lopsided\" run large.yaml --store s.sqlite")
    #expect(stopped.status == 70, "\(stopped.errors)")
    #expect(stopped.errors.contains("could not be written") || stopped.errors.contains("no room"))
    #expect((2..<600).contains(try command.saved("s.sqlite")))
  }

  @Test(
    "A store that is read-only is refused by a run, and read by report and status",
    .enabled(if: canMount, "A file system cannot be mounted here."))
  func readOnly() throws {
    #expect(try command.run("run", "tiny.yaml", "--store", "kept/s.sqlite").status == 0)
    let outcome = try shell(
      """
      unshare -rm sh -c 'mount --bind kept kept && mount -o remount,bind,ro kept && \
      "$lopsided" report tiny.yaml --store kept/s.sqlite --output out && \
      "$lopsided" status tiny.yaml --store kept/s.sqlite && \
      exec "$lopsided" run tiny.yaml --store kept/s.sqlite'
      """)
    #expect(outcome.status == 65, "\(outcome.errors)")
    #expect(outcome.output.contains("out/report.md: 6 trials"))
    #expect(outcome.output.contains("tiny: 6 trials, 6 done"))
    #expect(outcome.errors.contains("the file or its folder is read-only"))
  }

  @Test("A damaged store is refused before any work, and left as it is")
  func damaged() throws {
    #expect(try command.run("run", "tiny.yaml", "--store", "s.sqlite").status == 0)
    let url = command.folder.appending(path: "s.sqlite")
    let sound = try Data(contentsOf: url)
    var broken = sound
    for byte in 4096..<broken.count { broken[byte] = UInt8(truncatingIfNeeded: byte &* 31) }
    try broken.write(to: url)
    let run = try command.run("run", "tiny.yaml", "--store", "s.sqlite")
    #expect(run.status == 65)
    #expect(run.errors.contains("The result store"))
    #expect(run.errors.contains("is damaged"))
    #expect(try Data(contentsOf: url) == broken)
    // Half a file.
    try sound.prefix(sound.count / 2).write(to: url)
    let half = try command.run("run", "tiny.yaml", "--store", "s.sqlite")
    #expect(half.status == 65)
    #expect(half.errors.contains("is damaged"))
  }

  @Test(
    "A clock that jumps changes nothing",
    .enabled(if: Compiler.path != nil, "There is no C compiler 'cc'."))
  func clock() throws {
    try command.write(
      """
      #define _GNU_SOURCE
      #include <stdlib.h>
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      static long jump(void) { return rand() % 2000000000 - 1000000000L; }
      int clock_gettime(clockid_t clock, struct timespec *time) {
        const int result = (int)syscall(SYS_clock_gettime, clock, time);
        if (clock == CLOCK_REALTIME) time->tv_sec += jump();
        return result;
      }
      int gettimeofday(struct timeval *time, void *zone) {
        (void)zone;
        time->tv_sec = 1700000000 + jump();
        time->tv_usec = 0;
        return 0;
      }
      time_t time(time_t *place) {
        const time_t value = 1700000000 + jump();
        if (place) *place = value;
        return value;
      }
      """, to: "jump.c")
    let run = try shell(
      """
      cc -shared -fPIC -o jump.so jump.c && \
      LD_PRELOAD=$PWD/jump.so "$lopsided" run tiny.yaml --store jumped.sqlite --time-limit 60 && \
      "$lopsided" run tiny.yaml --store steady.sqlite && \
      "$lopsided" report tiny.yaml --store jumped.sqlite --output jumped && \
      "$lopsided" report tiny.yaml --store steady.sqlite --output steady && \
      diff -r jumped steady
      """)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.errors.contains("tiny: done in "))
  }
}
