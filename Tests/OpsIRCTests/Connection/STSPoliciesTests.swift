import Testing

@testable import OpsIRC

@Test(
  "over plain text only the port counts: the connection is made anew with TLS",
  arguments: [
    (6697 as Int?, nil as Int64?, STSPolicies.Action.upgrade(port: 6697)), (6697, 300, .upgrade(port: 6697)),
    (nil, 300, .nothing), (0, 300, .nothing), (65_536, 300, .nothing),
  ])
func upgradesOverPlainText(port: Int?, duration: Int64?, action: STSPolicies.Action) {
  var policies = STSPolicies()
  let taken = policies.take(
    saidPort: port, duration: duration, host: "irc.test", port: 6667, isSecure: false, at: 0)
  #expect(taken == action)
  #expect(policies.policies.isEmpty)
}

/// What a server says over TLS.
private func say(_ duration: Int64?, _ host: String, _ policies: inout STSPolicies, at now: Int64) -> STSPolicies.Action
{
  policies.take(saidPort: 1, duration: duration, host: host, port: 6697, isSecure: true, at: now)
}

@Test("over TLS the duration is remembered for the port that was used, whatever port is said")
func remembersOverTLS() {
  var policies = STSPolicies()
  let action = say(300, "IRC.test", &policies, at: 1_000)
  #expect(action == .store)
  #expect(policies.port(of: "irc.TEST", at: 300_999) == 6697)
  #expect(policies.port(of: "irc.test", at: 301_000) == nil)
  #expect(policies.port(of: "other.test", at: 0) == nil)
  let others = [say(nil, "irc.test", &policies, at: 0), say(-1, "irc.test", &policies, at: 0)]
  #expect(others == [.nothing, .nothing])
}

@Test("the duration begins anew at the end of each connection, and 0 forgets the network")
func expiryAndClearing() {
  var policies = STSPolicies()
  _ = say(300, "irc.test", &policies, at: 0)
  let changed = [
    policies.disconnected(host: "irc.test", at: 1_000_000), policies.disconnected(host: "other.test", at: 0),
  ]
  #expect(changed == [true, false])
  #expect(policies.port(of: "irc.test", at: 1_200_000) == 6697)
  let cleared = [say(0, "irc.test", &policies, at: 0), say(0, "irc.test", &policies, at: 0)]
  #expect(cleared == [.store, .nothing])
  #expect(policies.port(of: "irc.test", at: 0) == nil)
}

@Test("what is remembered comes back from its text, and bad lines are left out")
func textComesBack() {
  var policies = STSPolicies()
  _ = say(300, "b.test", &policies, at: 5)
  _ = say(.max, "a.test", &policies, at: 5)
  let odd = say(3, "a b\n", &policies, at: 5)
  #expect(odd == .nothing)
  #expect(policies.text == "a.test 6697 315360000 315360000005\nb.test 6697 300 300005\n")
  #expect(STSPolicies(parsing: policies.text) == policies)
  let bad = "a.test 0 3 4\nb.test 6697 -3 4\nc.test 6697 3\n\nd e f g\ne.test 6697 99999999999999999999 4\n"
  #expect(STSPolicies(parsing: bad).policies.isEmpty)
}
