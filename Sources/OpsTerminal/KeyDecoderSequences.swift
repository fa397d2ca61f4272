import OpsScreen

extension KeyDecoder {
  mutating func takeSS3(_ byte: UInt8) {
    guard byte >= 0x20, byte < 0x7F else { return restart(byte) }
    if byte >= 0x30, byte <= 0x39, buffer.count < 4 { return buffer.append(byte) }
    let modifiers = Self.modifiers(buffer.dropFirst().last.map { Int($0) - 0x30 } ?? 1)
    let code = Self.letterKey(byte) ?? Self.keypadKey(byte)
    begin(.ground)
    if let code { emit(Key(code, modifiers)) }
  }

  mutating func takeCSI(_ byte: UInt8) {
    switch byte {
    case 0x20..<0x40:
      if buffer.count < Self.sequenceLimit { buffer.append(byte) }
    case 0x5B where buffer.count == 1:
      buffer.append(byte)  // the Linux console's F1 to F5: CSI [ A
    case 0x4D where buffer.count == 1:
      begin(.oldMouse)
    case 0x40..<0x7F:
      let body = Array(buffer.dropFirst())
      begin(.ground)
      if body.count < Self.sequenceLimit - 1 { finishCSI(body, byte) }
    default: restart(byte)
    }
  }

  private mutating func finishCSI(_ body: [UInt8], _ final: UInt8) {
    if body.first == 0x5B {
      if (0x41...0x45).contains(final) { emit(Key(.function(Int(final) - 0x40))) }
      return
    }
    if body.first == 0x3C { return finishMouse(Self.parameters(body.dropFirst()), final) }
    // Replies have a private mark before or an intermediate after their numbers; keys have neither.
    guard body.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x3B || $0 == 0x3A }) else { return }
    let numbers = Self.parameters(body[...])
    let isRelease = Self.part(1, ofParameter: 1, body) == 3
    guard !isRelease else { return }
    let modifiers = Self.modifiers(numbers.count > 1 ? numbers[1] : 1)
    let first = numbers.first ?? 0
    switch final {
    case 0x7E: finishTilde(numbers, first, modifiers)
    case 0x5E: if let code = Self.tildeKey(first) { emit(Key(code, .control)) }  // rxvt
    case 0x75: if let code = Self.codePointKey(first) { emit(Key(code, modifiers)) }
    case 0x5A: emit(Key(.backTab, modifiers))
    case 0x52 where first > 1: break  // a report of the cursor's place
    case 0x61...0x64: if let code = Self.letterKey(final - 0x20) { emit(Key(code, .shift)) }  // rxvt
    default: if let code = Self.letterKey(final) { emit(Key(code, modifiers)) }
    }
  }

  private mutating func finishTilde(_ numbers: [Int], _ first: Int, _ modifiers: Key.Modifiers) {
    switch first {
    case 200: beginPaste()
    case 27 where numbers.count > 2:  // modifyOtherKeys
      if let code = Self.codePointKey(numbers[2]) { emit(Key(code, modifiers)) }
    default: if let code = Self.tildeKey(first) { emit(Key(code, modifiers)) }
    }
  }

  /// Numbers between semicolons; only the part before a colon counts; nothing is 0, what is too large is cut.
  static func parameters(_ body: ArraySlice<UInt8>) -> [Int] {
    body.split(separator: 0x3B, maxSplits: 16, omittingEmptySubsequences: false).map { number($0) }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.prefix { $0 >= 0x30 && $0 <= 0x39 }.reduce(0) { min($0 * 10 + Int($1) - 0x30, 10_000_000) }
  }

  /// A part between colons of a parameter; 0 when there is none.
  private static func part(_ part: Int, ofParameter parameter: Int, _ body: [UInt8]) -> Int {
    let parameters = body.split(separator: 0x3B, maxSplits: 16, omittingEmptySubsequences: false)
    guard parameter < parameters.count else { return 0 }
    let parts = parameters[parameter].split(separator: 0x3A, maxSplits: 4, omittingEmptySubsequences: false)
    return part < parts.count ? number(parts[part]) : 0
  }

  /// xterm's modifiers: one more than the sum of Shift 1, Alt 2, Control 4, Meta 8.
  private static func modifiers(_ number: Int) -> Key.Modifiers {
    let bits = max(number - 1, 0)
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & (2 | 8) != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  private static func letterKey(_ final: UInt8) -> Key.Code? {
    switch final {
    case 0x41: return .up
    case 0x42: return .down
    case 0x43: return .right
    case 0x44: return .left
    case 0x46: return .end
    case 0x48: return .home
    case 0x50...0x53: return .function(Int(final) - 0x4F)
    default: return nil
    }
  }

  /// The keypad in application mode.
  private static func keypadKey(_ final: UInt8) -> Key.Code? {
    switch final {
    case 0x4D: return .enter
    case 0x58: return .character("=")
    case 0x6A...0x79: return .character(Character(Unicode.Scalar(final - 0x40)))  // * + , - . / 0 to 9
    default: return nil
    }
  }

  private static func tildeKey(_ number: Int) -> Key.Code? {
    switch number {
    case 1, 7: return .home
    case 2: return .insert
    case 3: return .delete
    case 4, 8: return .end
    case 5: return .pageUp
    case 6: return .pageDown
    case 11...15: return .function(number - 10)
    case 17...21: return .function(number - 11)
    case 23...26: return .function(number - 12)
    case 28, 29: return .function(number - 13)
    case 31...34: return .function(number - 14)
    default: return nil
    }
  }

  /// The key of a code point as `CSI u` and modifyOtherKeys give it.
  private static func codePointKey(_ value: Int) -> Key.Code? {
    switch value {
    case 13, 57_414: return .enter
    case 27: return .escape
    case 9: return .tab
    case 8, 127: return .backspace
    case 57_399...57_408: return .character(Character(Unicode.Scalar(UInt8(value - 57_399 + 0x30))))
    case 57_344...63_743: return nil
    default:
      guard value >= 0x20, !(0x80..<0xA0).contains(value), let scalar = Unicode.Scalar(UInt32(value)) else {
        return nil
      }
      return .character(Character(scalar))
    }
  }
}
