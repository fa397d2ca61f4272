import OpsScreen
import Testing

@testable import OpsTerminal

@Test(arguments: [
  (0, false, ColourDepth.none), (8, false, .eight), (16, false, .sixteen), (88, false, .sixteen),
  (256, false, .palette), (1 << 24, true, .direct),
])
func depthFollowsTheNumberOfColours(colours: Int, isDirect: Bool, expected: ColourDepth) {
  #expect(ColourDepth(colours: colours, isDirect: isDirect) == expected)
}

@Test(
  arguments: [
    (Look.Colour.palette(210), 1), (.palette(221), 3), (.palette(114), 2), (.palette(117), 6), (.palette(75), 6),
    (.palette(27), 4),
    (.palette(175), 5),
    (.rgb(240, 122, 100), 1), (.palette(9), 1), (.palette(255), -1), (.palette(245), -1), (.standard, -1),
  ] as [(Look.Colour, Int32)])
func paleColoursKeepTheirHueWithEight(colour: Look.Colour, expected: Int32) {
  #expect(ColourDepth.eight.render(Look(foreground: colour)).colours.foreground == expected)
}

@Test func aGreyBackgroundReversesWhereThereAreNoGreys() {
  let look = Look(background: .palette(237))
  #expect(ColourDepth.eight.render(look).attributes == .reverse)
  #expect(ColourDepth.eight.render(look).colours.background == -1)
  #expect(ColourDepth.palette.render(look).colours.background == 237)
}

@Test func quietGreyIsDimWithEightColours() {
  #expect(ColourDepth.eight.render(Look(foreground: .palette(245))).attributes == .dim)
}

@Test(
  arguments: [
    (Look.Colour.rgb(255, 255, 255), 231), (.rgb(0, 0, 0), 16), (.rgb(255, 175, 0), 214), (.rgb(118, 118, 118), 243),
    (.palette(3), 3),
  ] as [(Look.Colour, Int32)])
func trueColoursBecomeTheNearestOfThePalette(colour: Look.Colour, expected: Int32) {
  #expect(ColourDepth.palette.render(Look(foreground: colour)).colours.foreground == expected)
}

@Test func directColoursAreRedGreenBlue() {
  let look = Look(foreground: .rgb(1, 2, 3), background: .palette(214))
  #expect(ColourDepth.direct.render(look).colours == ColourPair(foreground: 0x010203, background: 0xFFAF00))
  #expect(ColourDepth.direct.render(Look(foreground: .palette(1))).colours.foreground == 1)
}

@Test(arguments: Role.allCases)
func textIsNeverTheColourOfItsGround(role: Role) {
  for depth in [ColourDepth.eight, .sixteen, .palette] {
    for overlay in UInt8(0)..<4 {
      let plain = depth.render(Theme.fallback.look(role, Overlay(rawValue: overlay)))
      #expect(plain.colours.foreground == -1 || plain.colours.foreground != plain.colours.background)
    }
  }
}

@Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("障", "6Zqc")])
func base64IsThatOfTheStandard(text: String, expected: String) {
  #expect(Clipboard.base64(Array(text.utf8)) == expected)
}

@Test func copiedTextLosesControlsAndIsCutBetweenCharacters() {
  #expect(Clipboard.sequence(for: "a\u{1B}\u{9B}\nb").sequence == "\u{1B}]52;c;YQpi\u{07}")
  let (sequence, isWhole) = Clipboard.sequence(for: String(repeating: "障", count: 30_000))
  #expect(!isWhole)
  #expect(sequence.utf8.count <= 100_000)
}

@Test func doubleClicksAreTwoPressesOfOneCellInShortTime() {
  let start = ContinuousClock.now
  var clicks = ClickCounter()
  func kind(_ column: Int, _ milliseconds: Int) -> MouseEvent.Kind {
    clicks.count(MouseEvent(.press, column: column, row: 0), at: start + .milliseconds(milliseconds)).kind
  }
  #expect(kind(1, 0) == .press)
  #expect(kind(1, 300) == .doublePress)
  #expect(kind(1, 400) == .press, "a third press begins anew")
  #expect(kind(2, 500) == .press)
  #expect(kind(2, 1_000) == .press)
}
