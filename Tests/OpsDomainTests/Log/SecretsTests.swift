import OpsDomain
import Testing

@Suite("invariant 20: what looks like a secret warns before it is saved") struct SecretsTests {
  // Made up, and written in two parts so that no scanner of repositories takes them for real ones.
  @Test(
    arguments: [
      ("key AKIA" + "IOSFODNN7EXAMPLE used", "an AWS access key"),
      ("-----BEGIN OPENSSH " + "PRIVATE KEY-----", "a private key"),
      ("ghp_" + String(repeating: "a1", count: 18), "a GitHub token"),
      ("TOKEN=glpat-" + "abcdefghij1234567890", "a GitLab token"), ("xoxb-" + "1234567890-abcdef", "a Slack token"),
      ("curl -H 'Authorization: Bearer abcdef0123456789abcdef'", "a bearer token"), ("password=hunter2", "a password"),
      ("password: hunter2", "a password"), ("PASSWORD : \"hunter2\"", nil), ("パスワード：hunter2", "a password"),
      ("--db-password=hunter2", "a password"), ("MYSQL_PWD=hunter2", "a password"), ("mysql -uroot -phunter2", nil),
      ("mysql -phunter2", "a password"), ("https://bob:hunter2@example.com/", "a password in an address"),
      ("/msg NickServ IDENTIFY hunter2", "a password"),
      ("eyJ" + String(repeating: "hbGciOi.", count: 8), "a JSON web token"),
    ] as [(String, String?)])
  func knownFormsAreSeen(text: String, expected: String?) {
    #expect(secrets(in: text).first == expected)
  }

  @Test(
    "what is none does not warn",
    arguments: [
      "", "the password was changed", "password: changed", "password=$PASSWORD", "password=<secret>", "password=****",
      "token=${TOKEN}", "passwd: all authentication tokens updated", "password reset for bob",
      "https://example.com:8080/a@b",
      "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "AKIA", "bearer of bad news",
      "再起動した bm-db07 13:05 OPS-12", "git@github.com:team/repo", "sk-short",
    ])
  func proseDoesNotWarn(text: String) {
    #expect(secrets(in: text).isEmpty)
  }

  @Test func lineWarnsWithoutShowingIt() {
    let line = EntryLine("set password=hunter2 on bm-db07", now: Timestamp(seconds: 0), zone: .utc)
    #expect(line.warnings.count == 1)
    #expect(line.warnings.first?.contains("hunter2") == false)
  }
}
