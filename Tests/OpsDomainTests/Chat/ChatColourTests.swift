import OpsDomain
import Testing

@Suite struct ChatColourTests {
  @Test("a key always has the same colour, on every machine") func stable() {
    #expect(["ken", "yui", "秋", ""].map { ChatColour.index(for: $0, of: 12) } == [4, 3, 3, 9])
  }

  @Test("a mark for a name that is taken, case, and the mark for no vouching do not count") func alike() {
    for key in ["ken_", "KEN", "~ken", "ken__", "ken^", "ken`"] {
      #expect(ChatColour.index(for: key, of: 1000) == ChatColour.index(for: "ken", of: 1000))
    }
  }

  @Test("keys are spread over all colours") func spread() {
    let used = Set((0..<200).map { ChatColour.index(for: "nick\($0)", of: 12) })
    #expect(used == Set(0..<12))
  }

  @Test("without colours there is one answer", arguments: [0, -1, Int.min, 1]) func none(count: Int) {
    #expect(ChatColour.index(for: "ken", of: count) == 0)
  }
}
