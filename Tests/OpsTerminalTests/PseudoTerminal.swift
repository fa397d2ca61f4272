import Glibc
import Testing

/// A pseudo-terminal: the test holds the side where a person and their screen would be.
final class PseudoTerminal {
  private(set) var master: Int32
  /// The device that a program draws on.
  let device: String

  /// Opens a pair of this size.
  init(columns: Int, rows: Int) throws {
    master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    try #require(master >= 0)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    let isOpen = unsafe ioctl(master, UInt(0x4004_5431), &unlocked) == 0  // TIOCSPTLCK
    let hasNumber = unsafe ioctl(master, UInt(0x8004_5430), &number) == 0  // TIOCGPTN
    try #require(isOpen && hasNumber)
    device = "/dev/pts/\(number)"
    resize(columns: columns, rows: rows)
  }

  deinit { hangUp() }

  func resize(columns: Int, rows: Int) {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    #expect(unsafe ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
  }

  /// All bytes that have been written to the screen so far.
  func output() -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(master, &buffer, buffer.count)
      guard count > 0 else { return all }
      all += buffer[..<count]
    }
  }

  /// Types.
  func type(_ text: String) {
    var bytes = Array(text.utf8)
    #expect(unsafe write(master, &bytes, bytes.count) == bytes.count)
  }

  /// The modes of the device, for comparison.
  func modes() -> [UInt32] {
    var modes = termios()
    #expect(unsafe tcgetattr(master, &modes) == 0)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// Closes the person's side, as when the window is closed.
  func hangUp() {
    if master >= 0 { _ = close(master) }
    master = -1
  }
}
