import Testing

@testable import OpsScreen

@Test func everyRoleHasANameOfItsOwn() {
  #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
  #expect(Role.nick1.name == "nick-1")
  #expect(Role.nick8.name == "nick-8")
  #expect(Role.chat0.name == "chat-0")
  #expect(Role.chat15.name == "chat-15")
  #expect(Role.barLow.name == "bar-low")
}

@Test(arguments: [
  (0, Role.chat0), (15, .chat15), (16, .chat5), (52, .chat4), (60, .chat12), (40, .chat5), (88, .chat1), (98, .chat0),
])
func theColoursOfChatsHaveRoles(number: Int, expected: Role) {
  #expect(Role.chat(number) == expected)
}

@Test(arguments: [-1, 99, 100, Int.max, Int.min])
func otherNumbersAreNoColour(number: Int) {
  #expect(Role.chat(number) == nil)
}

@Test func everyNumberOfAColourHasARole() {
  for number in 0...98 { #expect(Role.chat(number).map(Role.chatColours.contains) == true) }
}

@Test(
  arguments: [
    (255, 255, 255, Role.chat0), (0, 0, 0, .chat1), (250, 10, 5, .chat4), (0, 0, 120, .chat2), (128, 128, 128, .chat14),
  ] as [(UInt8, UInt8, UInt8, Role)])
func trueColoursOfChatsBecomeTheNearest(red: UInt8, green: UInt8, blue: UInt8, expected: Role) {
  #expect(Role.chat(red: red, green: green, blue: blue) == expected)
}
