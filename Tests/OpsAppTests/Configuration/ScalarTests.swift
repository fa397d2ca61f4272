import OpsDomain
import Testing

@testable import OpsApp

@Test(arguments: [
  ("15s", 15_000), ("500ms", 500), ("1m30s", 90_000), ("2h", 7_200_000), ("1d", 86_400_000), ("1.5s", 1500), ("0s", 0),
])
func durationsAreRead(text: String, milliseconds: Int64) throws {
  #expect(try ScalarParsing.duration(text).wholeMilliseconds == milliseconds)
}

@Test(arguments: ["", "15", "s", "15 s", "-1s", "1e9d", "nans", "infs", "１s", "1s1", "99999999999999999999d"])
func otherDurationsAreRefused(text: String) {
  #expect(throws: BadValue.self) { try ScalarParsing.duration(text) }
}

@Test(arguments: [("85%", 0.85), ("0.85", 0.85), ("100 %", 1), ("0", 0)])
func sharesAreRead(text: String, share: Double) throws {
  #expect(abs(try ScalarParsing.share(text) - share) < 1e-12)
}

@Test(arguments: ["", "%", "101%", "1.5", "-1%", "nan", "inf%", "１%"])
func otherSharesAreRefused(text: String) {
  #expect(throws: BadValue.self) { try ScalarParsing.share(text) }
}

@Test func aBareNumberAsShareIsSuggestedAsPercent() {
  let error = #expect(throws: BadValue.self) { try ScalarParsing.share("85") }
  #expect(error?.remedy == "did you mean \"85%\"?")
}

@Test(arguments: [("10GiB", 10_737_418_240), ("500 MB", 5e8), ("1024", 1024), ("1.5kib", 1536), ("0b", 0)])
func sizesAreRead(text: String, bytes: Double) throws {
  #expect(try ScalarParsing.bytes(text) == bytes)
}

@Test(arguments: ["", "GiB", "ten", "-1", "1e99", "nan", "1PiB"])
func otherSizesAreRefused(text: String) {
  #expect(throws: BadValue.self) { try ScalarParsing.bytes(text) }
}

@Test(arguments: ["web1", "bm-db01.example.org", "親機01", "a_b"])
func hostNamesAreTaken(name: String) throws {
  #expect(try HostNames.name(name) == name)
}

@Test(arguments: [
  "", "-x", "a b", "a\u{1B}b", "a\u{202E}b", "a,b", "@a", "a!b", "a&b", "a[1]", "a:b", "a/b", "a\nb", "a$b", "a;b",
  "a\u{A0}b",
  String(repeating: "a", count: 254),
])
func namesThatMeanSomethingElseAreRefused(name: String) {
  #expect(throws: BadValue.self) { try HostNames.name(name) }
}

@Test(arguments: ["10.0.0.1", "2001:db8::1%eth0", "web1.example.org"])
func addressesAreTaken(address: String) throws {
  #expect(try HostNames.address(address) == address)
}

@Test(arguments: ["", "-oProxyCommand=x", "a b", "a;b", "a`b", "[::1]", "ｗｅｂ", "a@b", "a\u{0}b"])
func otherAddressesAreRefused(address: String) {
  #expect(throws: BadValue.self) { try HostNames.address(address) }
}

@Test(arguments: [("a,b", ["a", "b"]), ("a[1,3],b", ["a[1,3]", "b"]), (" a , ", ["a"]), ("", [])])
func patternsArePartedOutsideBrackets(text: String, parts: [String]) {
  #expect(splitPatterns(text) == parts)
}
