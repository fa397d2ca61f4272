import OpsDomain
import Testing

@testable import OpsCollectors

/// A small generator with a seed, so that a failure can be repeated.
struct SeededBytes: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Values that would mean something to ssh, to its configuration or to a shell.
let hostileValues: [String] = {
  let bases = [
    "", "-", "--", "-oProxyCommand=touch canary", "-F/tmp/x", "-lroot", "-p22", "a b", "a\tb", "a\nb", "a\rb", "a;b",
    "a|b",
    "a&b", "a`b`", "$(b)", "${b}", "a'b", "a\"b", "a\\b", "%h", "%r@x", "a%", "[::1]", "[::1]%25x", "a@b", "@b", "a/b",
    "../x",
    "~", "*", "?", "a*", "!a", "#a", "a=b", "a,b", "<a", ">a", "(a)", "{a}", "a\u{0}b", "\u{1b}[2J", "\u{202e}a", "ａ",
    "例え",
    "a\u{7f}", ".a", " a", "a ", "\u{feff}a", "::1%", "::1%-x", "::1%a b",
    "fe80::1%\(String(repeating: "z", count: 16))",
    String(repeating: "a", count: 254), "g::1\n", ":", "12:zz",
  ]
  var generator = SeededBytes(state: 7)
  var values = bases
  let hostile = Array(" \t\n\r;|&`$()<>'\"\\*?[]{}!#~=,/%@^\u{0}\u{1b}\u{7f}é例")
  while values.count < 5000 {
    var text = Array("host-01.example")
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = Int.random(in: 0...text.count, using: &generator)
      text.insert(hostile[Int.random(in: 0..<hostile.count, using: &generator)], at: place)
    }
    values.append(String(text))
    values.append("-" + String(text.prefix(Int.random(in: 0...8, using: &generator))))
  }
  return values
}()

@Suite struct SSHTargetTests {
  @Test(arguments: [
    "bm-db01", "10.0.0.7", "db01.example.org", "_srv", "2001:db8::1", "fe80::1%eth0", "::ffff:10.0.0.1", "UPPER", "a",
    "x--y",
  ])
  func ordinaryAddressesPass(address: String) throws {
    #expect(try SSHTarget(address: address).address == address)
  }

  @Test func noHostileAddressPasses() {
    for value in hostileValues {
      #expect(throws: LinkFailure.self, "\(value.debugDescription)") { try SSHTarget(address: value) }
    }
  }

  @Test func noHostileUserPasses() {
    for value in hostileValues where value != "a@b" && !value.isPlainUser {
      #expect(throws: LinkFailure.self, "\(value.debugDescription)") { try SSHTarget(address: "a", user: value) }
    }
  }

  @Test(arguments: ["root", "deploy", "j.doe", "j.doe@example.org", "svc_app-1", "a+b"])
  func ordinaryUsersPass(user: String) throws {
    #expect(try SSHTarget(address: "a", user: user).user == user)
  }

  @Test(arguments: [0, -1, 65536, Int.max, Int.min])
  func noOtherPortPasses(port: Int) {
    #expect(throws: LinkFailure.self) { try SSHTarget(address: "a", port: port) }
  }

  @Test func aRefusalIsOfThisMachineAndNamesTheValue() {
    let failure = #expect(throws: LinkFailure.self) { try SSHTarget(address: "-oProxyCommand=x") }
    #expect(failure?.kind == .here)
    #expect(failure?.message.contains("-oProxyCommand=x") == true)
    #expect(failure?.remedy != nil)
  }
}

extension String {
  /// Users may hold one more character than hosts: `@`; and a leading dot is only refused by its first letter.
  fileprivate var isPlainUser: Bool {
    utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || ".-@".utf8.contains(byte)
    } && utf8.first.map { $0 | 0x20 }.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true
      && utf8.count <= 64
  }
}
