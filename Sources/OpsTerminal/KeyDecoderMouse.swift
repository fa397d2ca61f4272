import OpsScreen

extension KeyDecoder {
  /// `CSI < button ; column ; row M` for a press, `m` for a release (mode 1006).
  mutating func finishMouse(_ numbers: [Int], _ final: UInt8) {
    guard numbers.count >= 3, final == 0x4D || final == 0x6D else { return }
    report(button: numbers[0], column: numbers[1] - 1, row: numbers[2] - 1, isRelease: final == 0x6D)
  }

  /// `CSI M` and three bytes, each 32 more than it means: what terminals without mode 1006 send.
  mutating func takeOldMouse(_ byte: UInt8) {
    buffer.append(byte)
    guard buffer.count == 3 else { return }
    let numbers = buffer.map { Int($0) - 32 }
    begin(.ground)
    report(button: numbers[0], column: numbers[1] - 1, row: numbers[2] - 1, isRelease: numbers[0] & 3 == 3)
  }

  private mutating func report(button: Int, column: Int, row: Int, isRelease: Bool) {
    guard column >= 0, row >= 0, button >= 0, button & 32 == 0 else { return }
    let kind: MouseEvent.Kind
    switch button & ~(4 | 8 | 16) {
    case 0: kind = isRelease ? .release : .press
    case 3: kind = .release
    case 64: kind = .wheelUp
    case 65: kind = .wheelDown
    default: return
    }
    events.append(.mouse(MouseEvent(kind, column: column, row: row)))
  }
}
