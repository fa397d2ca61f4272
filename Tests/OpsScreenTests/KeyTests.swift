import OpsScreen
import Testing

@Test(arguments: [
  ("j", Key(.character("j"))), ("G", Key(.character("G"))), ("Ctrl-L", Key(.character("l"), .control)),
  ("ctrl-l", Key(.character("l"), .control)), ("C-l", Key(.character("l"), .control)), ("Alt-Enter", Key(.enter, .alt)),
  ("M-x", Key(.character("x"), .alt)), ("PgUp", Key(.pageUp)), ("pageup", Key(.pageUp)), ("F5", Key(.function(5))),
  ("f24", Key(.function(24))), ("Space", Key(.character(" "))), (" ", Key(.character(" "))), ("Esc", Key(.escape)),
  ("Shift-Tab", Key(.backTab)), ("Ctrl-_", Key(.character("_"), .control)), ("-", Key(.character("-"))),
  ("Ctrl--", Key(.character("-"), .control)), ("Ctrl-Alt-Del", Key(.delete, [.control, .alt])),
  ("障", Key(.character("障"))),
  ("Shift-Up", Key(.up, .shift)), ("Ctrl-Space", Key(.character(" "), .control)), (":", Key(.character(":"))),
])
func keysAreReadByName(name: String, key: Key) {
  #expect(Key(named: name) == key)
}

@Test(arguments: [
  "", "F0", "F25", "F05", "Ctrl-", "Foo", "Ctrl-Foo", "\u{1B}", "\u{202E}", "Up Down", "Shift-5", "jj",
])
func whatIsNoKeyHasNone(name: String) {
  #expect(Key(named: name) == nil)
}

@Test func everyKeyIsReadBackFromItsName() {
  let named: [Key.Code] = [
    .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
    .pageDown,
  ]
  let characters: [Key.Code] = "azAZ09 -_:;/?!~<>[]障é".map { .character($0) }
  let functions: [Key.Code] = (1...24).map { .function($0) }
  for code in named + characters + functions {
    for bits in UInt8(0)..<8 {
      let key = Key(code, Key.Modifiers(rawValue: bits)).normalised
      if case .character = code, key.modifiers.contains(.shift) { continue }
      #expect(Key(named: key.name) == key, "\(key.name)")
    }
  }
}
