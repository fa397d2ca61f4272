import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct PostureTextTests {
  @Test(
    arguments: [
      ("Nov 28 03:20:17 2026 GMT", 1_795_836_017), ("Jan  1 00:00:00 1970 GMT", 0),
      ("Feb 29 12:00:00 2028 GMT", 1_835_438_400),
    ] as [(String, Int64)])
  func theDateOfACertificateIsRead(text: String, seconds: Int64) {
    #expect(PostureText.certificateDate(text[...]) == Timestamp(seconds: seconds))
  }

  @Test(arguments: [
    "", "Nov 28", "Foo 28 03:20:17 2026 GMT", "Nov 28 03:20 2026 GMT", "Nov 99 03:20:17 2026",
    "Nov 28 03:20:17 99999999999999999999",
  ])
  func whatIsNoDateIsNone(text: String) { #expect(PostureText.certificateDate(text[...]) == nil) }

  @Test(arguments: [
    ("6.1.0-9-amd64", "6.1.0-18-amd64", true), ("6.1.0-18-amd64", "6.1.0-9-amd64", false),
    ("5.14.0-70.el9", "5.14.0-362.el9", true),
    ("6.1", "6.1", false), ("6.1", "6.1.1", true), ("99999999999999999999", "1", false), ("", "1", true),
  ])
  func versionsAreComparedByNumbers(left: String, right: String, isOlder: Bool) {
    #expect(KernelPosture.isOlder(left, right) == isOlder)
  }

  @Test(
    arguments: [
      ("0100007F", "127.0.0.1"), ("00000000", "0.0.0.0"), ("00000000000000000000000000000000", "::"),
      ("B80D01200000000000000000640000000", nil), ("B80D0120000000000000000064000000", "2001:db8::64"), ("xyz", nil),
      ("0000000000000000FFFF00000100007F", "::ffff:127.0.0.1"), ("00000000000000000000000001000000", "::1"),
    ] as [(String, String?)])
  func addressesOfSocketsAreRead(digits: String, address: String?) {
    #expect(IPAddressText.ofSocket(Array(digits.utf8)[...]) == address)
  }

  @Test func ofTwoServersOfADatabaseTheReplicaIsKnown() {
    let line = "70/cmdline:postgres: 15/main: walsender repl 10.0.0.8(40312) streaming 0/3000148\n"
    #expect(
      ReplicationDecoder.postgresql(Array(line.utf8)[...])
        == Replication(engine: .postgresql, part: .primary, replicaCount: 1))
    #expect(ReplicationDecoder.postgresql([]) == Replication(engine: .postgresql, part: .single, replicaCount: 0))
    #expect(ReplicationDecoder.mysql(Array("copies: 0\n".utf8)[...])?.part == .single)
    #expect(ReplicationDecoder.mysql(Array("ERROR 1045\n".utf8)[...]) == nil)
  }
}
