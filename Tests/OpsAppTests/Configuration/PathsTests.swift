import Testing

@testable import OpsApp

@Test func pathsFollowTheBaseDirectorySpecification() {
  let usual = Paths(environment: ["HOME": "/home/ops"])
  #expect(usual.inventoryFile == "/home/ops/.config/opsconsole/hosts.yaml")
  #expect(usual.historyFile == "/home/ops/.local/state/opsconsole/history")
  let moved = Paths(environment: ["HOME": "/home/ops/", "XDG_CONFIG_HOME": "/etc/xdg", "XDG_STATE_HOME": "/var/state"])
  #expect(moved.configurationFile == "/etc/xdg/opsconsole/config.yaml")
  #expect(moved.historyFile == "/var/state/opsconsole/history")
}

@Test func pathsThatAreNotAbsoluteAreIgnored() {
  let paths = Paths(environment: ["HOME": "/home/ops", "XDG_CONFIG_HOME": "here"])
  #expect(paths.configurationFolder == "/home/ops/.config/opsconsole")
}

@Test func withoutHomeNothingIsFoundAndNothingTraps() {
  #expect(Paths(environment: [:]).inventoryFile == "/nonexistent/.config/opsconsole/hosts.yaml")
}

@Test(arguments: [
  ("~/x", "/home/ops/x"), ("~", "/home/ops"), ("/x", "/x"), ("x/y", "/base/x/y"), ("~other/x", "/base/~other/x"),
])
func pathsAreResolved(path: String, resolved: String) {
  #expect(Paths(environment: ["HOME": "/home/ops"]).resolve(path, relativeTo: "/base") == resolved)
}
