import OpsDomain
import Testing

@testable import OpsApp

private func load(_ exporter: String, role: String = "{}") throws -> (ExporterAccess?, [String]) {
  let folder = try TemporaryFolder()
  let text = """
    node_exporter: \(exporter)
    services: { s: { roles: { web: { source: node_exporter, node_exporter: \(role), hosts: [a] } } } }

    """
  try folder.write(text, to: "hosts.yaml")
  let paths = Paths(environment: ["HOME": "/home/ops"])
  let loader = InventoryLoader(paths: paths, file: "\(folder.path)/hosts.yaml", environment: [:])
  switch loader.load(foreign: false) {
  case .success(let loaded): return (loaded.access["a"], [])
  case .failure(let problems): return (nil, problems.all.map(\.description))
  }
}

@Test(
  arguments: [
    ("{ user: ops, password: { file: ~/pw } }", "{}", .basic(user: "ops", password: .file("/home/ops/pw"))),
    (
      "{ user: ops, password: { environment: PW } }", "{ user: web }", .basic(user: "web", password: .environment("PW"))
    ),
    ("{ bearer: { command: [pass, show, x] } }", "{}", .bearer(.command(["pass", "show", "x"]))),
    ("{ bearer: { file: /t } }", "{ user: a, password: { file: /p } }", .basic(user: "a", password: .file("/p"))),
    ("{ user: a, password: { file: /p } }", "{ bearer: { command: ~/bin/t } }", .bearer(.command(["/home/ops/bin/t"]))),
    ("{}", "{}", nil),
  ] as [(String, String, ExporterAccess?)])
func theNearestWordOnTheLoginCounts(exporter: String, role: String, access: ExporterAccess?) throws {
  let (found, problems) = try load(exporter, role: role)
  #expect(problems.isEmpty && found == access, "\(problems)")
}

@Test(arguments: [
  ("{ user: ops, password: hunter2 }", "must say where the secret is"),
  ("{ user: ops, password: [hunter2] }", "must say where the secret is"),
  ("{ bearer: hunter2 }", "must say where the secret is"),
  ("{ url: \"http://ops:hunter2@{address}/metrics\" }", "holds a user or a password"),
  ("{ user: ops }", "has a user but no password"),
  ("{ password: { file: /p } }", "has a password but no user"),
  ("{ user: o, password: { file: /p }, bearer: { file: /t } }", "has both"),
  ("{ user: o, password: { file: /p, environment: X } }", "must name one place"),
  ("{ user: o, password: { file: relative } }", "must be a whole path"),
  ("{ user: \"o:p\", password: { file: /p } }", "holds a colon"),
])
func mistakesInALoginAreToldAndNoSecretIsRepeated(exporter: String, message: String) throws {
  let problems = try load(exporter).1
  #expect(problems.count == 1 && problems[0].contains(message), "\(problems)")
  #expect(!problems.joined().contains("hunter2"))
}
