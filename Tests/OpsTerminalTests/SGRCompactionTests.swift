import Testing

@testable import OpsTerminal

private func compact(_ text: String) -> String {
  let bytes = Array(text.utf8)
  return unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: SGRCompaction.compact($0), as: UTF8.self) }
}

@Test(arguments: [
  ("plain – 日本", "plain – 日本"),
  ("\u{1B}[1m\u{1B}[38;5;255mx", "\u{1B}[1;38;5;255mx"),
  ("\u{1B}[39m\u{1B}(B\u{1B}[m x", "\u{1B}[m x"),
  ("\u{1B}[39m\u{1B}(B\u{1B}[0;1m\u{1B}[48;5;237mx", "\u{1B}[0;1;48;5;237mx"),
  ("a\u{1B}[31mb\u{1B}[32mc", "a\u{1B}[31mb\u{1B}[32mc"),
  ("\u{1B}[5;1H\u{1B}[1mx\u{1B}[K", "\u{1B}[5;1H\u{1B}[1mx\u{1B}[K"),
  ("\u{1B}[?25l\u{1B}[3", "\u{1B}[?25l\u{1B}[3"),
  ("x\u{1B}[1m", "x\u{1B}[1m"),
])
func coloursThatStandTogetherAreOneSequence(frame: String, shorter: String) {
  #expect(compact(frame) == shorter)
}

@Test func noSequenceHasMoreParametersThanTerminalsTake() {
  let long = compact(String(repeating: "\u{1B}[38;5;1m", count: 40) + "x")
  for part in long.split(separator: "m") {
    #expect(part.filter { $0 == ";" }.count < SGRCompaction.parameterLimit)
  }
}
