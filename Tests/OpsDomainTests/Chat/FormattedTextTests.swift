import OpsDomain
import TestSupport
import Testing

@Suite struct FormattedTextTests {
  private func style(_ change: (inout FormattedStyle) -> Void) -> FormattedStyle {
    var style = FormattedStyle()
    change(&style)
    return style
  }

  @Test("text without codes is one run") func plain() {
    #expect(FormattedText.runs("hello").map(\.text) == ["hello"])
    #expect(FormattedText.runs("hello")[0].style == FormattedStyle())
    #expect(FormattedText.runs("").isEmpty)
    #expect(FormattedText.runs("\u{2}\u{2}\u{3}").isEmpty)
  }

  @Test("each code turns its look on and off again") func toggles() {
    let codes: [(String, FormattedStyle)] = [
      ("\u{02}", style { $0.isBold = true }), ("\u{1D}", style { $0.isItalic = true }),
      ("\u{1F}", style { $0.isUnderlined = true }), ("\u{1E}", style { $0.isStruck = true }),
      ("\u{11}", style { $0.isMonospace = true }), ("\u{16}", style { $0.isReversed = true }),
    ]
    for (code, look) in codes {
      #expect(
        FormattedText.runs("a\(code)b\(code)c") == [FormattedRun("a"), FormattedRun("b", look), FormattedRun("c")])
    }
  }

  @Test("0F ends all") func reset() {
    let runs = FormattedText.runs("\u{2}\u{1D}\u{3}4,5a\u{F}b")
    #expect(
      runs == [
        FormattedRun(
          "a",
          style {
            ($0.isBold, $0.isItalic, $0.foreground, $0.background) = (true, true, .indexed(4), .indexed(5))
          }), FormattedRun("b"),
      ])
  }

  @Test(
    "colours take the digits that belong to them",
    arguments: [
      ("\u{3}4x", "x", 4, nil), ("\u{3}04x", "x", 4, nil), ("\u{3}045", "5", 4, nil), ("\u{3}4,5x", "x", 4, 5),
      ("\u{3}04,056", "6", 4, 5), ("\u{3}4,x", ",x", 4, nil), ("\u{3}4,,5", ",,5", 4, nil),
      ("\u{3},5x", ",5x", nil, nil),
      ("\u{3}99x", "x", nil, nil), ("\u{3}99,3x", "x", nil, 3), ("\u{3}98,99x", "x", 98, nil),
      ("\u{3}x", "x", nil, nil),
    ] as [(String, String, Int?, Int?)])
  func digits(text: String, plain: String, letters: Int?, ground: Int?) {
    #expect(FormattedText.plain(text) == plain)
    let look = style {
      $0.foreground = letters.map { .indexed($0) }
      $0.background = ground.map { .indexed($0) }
    }
    #expect(FormattedText.runs(text) == [FormattedRun(plain, look)])
  }

  @Test("a colour of the letters leaves the ground; none ends both") func ground() {
    let runs = FormattedText.runs("\u{3}4,5a\u{3}6b\u{3}c")
    #expect(runs.map(\.style.background) == [.indexed(5), .indexed(5), nil])
    #expect(runs.map(\.style.foreground) == [.indexed(4), .indexed(6), nil])
  }

  @Test("hexadecimal colours need six digits") func hexadecimal() {
    let runs = FormattedText.runs("\u{4}ff8000,0000FFa\u{4}12345g")
    #expect(runs.map(\.text) == ["a", "12345g"])
    #expect(runs.map(\.style.foreground) == [.rgb(0xFF8000), nil])
    #expect(runs.map(\.style.background) == [.rgb(0x0000FF), nil])
    #expect(FormattedText.plain("\u{4}ff8000,00x") == ",00x")
  }

  @Test("the table has 99 colours") func table() {
    #expect(FormattedColour.indexed(16).rgb == 0x470000)
    #expect(FormattedColour.indexed(52).rgb == 0xFF0000)
    #expect(FormattedColour.indexed(88).rgb == 0)
    #expect(FormattedColour.indexed(98).rgb == 0xFFFFFF)
    #expect(FormattedColour.indexed(99).rgb == 0)
    #expect(FormattedColour.indexed(-1).rgb == 0)
  }

  @Test("text of codes alone makes no more than the most runs") func many() {
    let text = (0..<5000).map { "\u{3}\($0 % 90)x" }.joined()
    let runs = FormattedText.runs(text)
    #expect(runs.count == FormattedText.runsMax)
    #expect(runs.map(\.text).joined() == String(repeating: "x", count: 5000))
  }

  @Test("runs together are the plain text, whatever comes") func random() {
    var chance = SeededRandom(seed: 0x1D)
    let pieces = ["\u{2}", "\u{3}", "\u{4}", "\u{f}", "1", "23", ",", "ff00aa", "日本", "e\u{301}", " ", "\u{16}", "x"]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...12, using: &chance)).map { _ in pieces.randomElement(using: &chance) ?? "" }
        .joined()
      let runs = FormattedText.runs(text)
      #expect(runs.map(\.text).joined() == FormattedText.plain(text), "\(text.debugDescription)")
      for run in runs { #expect(!run.text.isEmpty) }
    }
  }

  @Test("codes of a look lead to that look, whatever follows them") func codes() {
    let colours: [FormattedColour?] = [nil, .indexed(0), .indexed(98), .rgb(0), .rgb(0x12ABEF)]
    for letters in colours {
      for ground in colours {
        for isBold in [false, true] {
          let look = style {
            ($0.foreground, $0.background, $0.isBold, $0.isStruck) = (letters, ground, isBold, isBold)
          }
          for text in ["x", "1", ",1", "1,1", "ff0000"] {
            #expect(FormattedText.runs(look.codes + text) == [FormattedRun(text, look)])
          }
        }
      }
    }
  }
}
