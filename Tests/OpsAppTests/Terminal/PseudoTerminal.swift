import Glibc

@testable import OpsApp

/// The program in a pseudo terminal of its own, as a person would run it.
final class PseudoTerminal {
  /// The person's end.
  private(set) var master: Int32
  private let device: String
  private(set) var child: pid_t = -1
  /// All that the program has written so far.
  private(set) var output: [UInt8] = []

  /// Begins the program in a terminal of this size.
  init?(_ arguments: [String], home: String, rows: UInt16 = 24, columns: UInt16 = 80, variables: [String: String] = [:])
  {
    master = unsafe Glibc.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // As unlockpt(3) and ptsname(3) do it (ioctl_tty(2): TIOCSPTLCK, TIOCGPTN).
    var lock: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, unsafe ioctl(master, 0x4004_5431, &lock) == 0, unsafe ioctl(master, 0x8004_5430, &number) == 0
    else { return nil }
    device = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
    begin(
      [Program.path] + arguments,
      ["HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"].merging(variables) { $1 })
    guard child > 0 else { return nil }
  }

  deinit {
    if child > 0 {
      kill(child, SIGKILL)
      _ = wait(milliseconds: 5000)
    }
    if master >= 0 { close(master) }
  }

  private func begin(_ words: [String], _ variables: [String: String]) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes its own.
    unsafe posix_spawn_file_actions_addopen(&actions, 0, device, O_RDWR, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    let newSession: Int16 = 0x80
    unsafe posix_spawnattr_setflags(&attributes, newSession)
    var pid: pid_t = -1
    let code = unsafe withCStrings(words) { argv in
      unsafe withCStrings(variables.map { "\($0)=\($1)" }) { envp in
        unsafe posix_spawn(&pid, words[0], &actions, &attributes, argv, envp)
      }
    }
    child = code == 0 ? pid : -1
  }

  /// Types.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe write(master, bytes, bytes.count)
  }

  /// Changes the size, as a window does.
  func resize(rows: UInt16, columns: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Reads until the text has been written since `mark`; false when it does not come within the time or the program ends.
  func expect(_ text: String, since mark: Int = 0, milliseconds: Int = 15_000) -> Bool {
    let wanted = Array(text.utf8)
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      if contains(wanted, from: mark) { return true }
      guard read(until: end) else { return contains(wanted, from: mark) }
    }
  }

  /// Reads what comes next, or nothing within the time; false when the program has ended.
  func more(milliseconds: Int) -> Bool {
    _ = read(until: .now + .milliseconds(milliseconds))
    return master >= 0 && kill(child, 0) == 0
  }

  /// Reads what there is until the moment; false at the end.
  private func read(until end: ContinuousClock.Instant) -> Bool {
    let left = (end - .now) / .milliseconds(1)
    guard left > 0, master >= 0 else { return false }
    var ready = [pollfd(fd: master, events: Int16(POLLIN), revents: 0)]
    guard unsafe poll(&ready, 1, Int32(left)) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe Glibc.read(master, &chunk, chunk.count)
    guard count > 0 else { return false }
    output += chunk[..<count]
    return true
  }

  private func contains(_ wanted: [UInt8], from mark: Int) -> Bool {
    guard output.count - mark >= wanted.count else { return false }
    return (mark...(output.count - wanted.count)).contains { output[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }

  /// The exit status once it has ended, a signal as 128 + number; nil when it has not ended in time.
  func wait(milliseconds: Int = 5000) -> Int32? {
    guard child > 0 else { return nil }
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while ContinuousClock.now < end {
      var status: Int32 = 0
      let reaped = unsafe waitpid(child, &status, WNOHANG)
      if reaped == child {
        child = -1
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      }
      // Reading keeps the program from waiting for a full terminal; without one it is a short sleep.
      if !read(until: min(end, .now + .milliseconds(20))) { usleep(5000) }
    }
    return nil
  }

  /// The person closes the window.
  func hangUp() {
    close(master)
    master = -1
  }

  /// The modes of the terminal, as four words of flags.
  func modes() -> [UInt32] {
    var modes = termios()
    guard unsafe tcgetattr(master, &modes) == 0 else { return [] }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }
}
