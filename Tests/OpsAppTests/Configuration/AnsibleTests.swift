import Foundation
import OpsDomain
import Testing

@testable import OpsApp

private let list = """
  {
    "_meta": { "hostvars": {
      "web1": { "ansible_host": "10.0.0.1", "ansible_port": "2222", "ansible_user": "deploy", "n": 1 },
      "here": { "ansible_connection": "local" },
      "bad": { "ansible_host": "{{ lookup('x') }}" }
    } },
    "all": { "children": ["ungrouped", "web"] },
    "web": { "hosts": ["web1", "web2"] },
    "alpha": { "hosts": ["web2"] },
    "parent": { "children": ["web"] },
    "ungrouped": { "hosts": ["here"] }
  }
  """

private func include(service: String? = nil) -> ForeignInclude {
  ForeignInclude(
    owner: .ansible, path: "/x/inventory.ini", service: service, role: nil, settings: HostSettings(),
    place: Place(file: "hosts.yaml", line: 3))
}

private func read(_ text: String) throws -> (InventoryDraft, ProblemList) {
  let inventory = try JSONDecoder().decode(AnsibleInventory.self, from: Data(text.utf8))
  var draft = InventoryDraft()
  let problems = ProblemList()
  inventory.add(to: &draft, include: include(), problems: problems)
  return (draft, problems)
}

@Test func groupsBecomeRolesAndVariablesTheWayIn() throws {
  let (draft, problems) = try read(list)
  #expect(problems.all.isEmpty)
  let web1 = draft.inventory["web1"]
  #expect(web1?.address == "10.0.0.1")
  #expect(web1?.port == 2222)
  #expect(web1?.user == "deploy")
  #expect(web1?.role == RoleID(service: "ansible", role: "web"))
  #expect(draft.inventory["web2"]?.role == RoleID(service: "ansible", role: "alpha"))
  #expect(draft.inventory["here"]?.sources == [.local])
}

@Test func valuesThatNoHostHasAreMistakes() throws {
  let (_, problems) = try read(list.replacing("\"web1\", \"web2\"", with: "\"web1\", \"bad\""))
  #expect(problems.all.count == 1)
  #expect(problems.all.first?.description.hasPrefix("hosts.yaml:3: include: inventory.ini: address") == true)
}

@Test func aMissingProgramNamesItsPackage() {
  let error = #expect(throws: BadValue.self) { try AnsibleInventory.ask("/x", environment: ["PATH": "/nonexistent"]) }
  #expect(error?.remedy == "install it: apt install ansible-core")
}

@Test func whatTheFilesSayOfANameCountsMore() throws {
  let inventory = try JSONDecoder().decode(AnsibleInventory.self, from: Data(list.utf8))
  var draft = InventoryDraft()
  let problems = ProblemList()
  draft.add(
    Host(id: "web1", address: "own"), access: nil, at: Place(file: "hosts.yaml", line: 1), key: "hosts",
    problems: problems)
  inventory.add(to: &draft, include: include(), problems: problems)
  #expect(problems.all.isEmpty)
  #expect(draft.inventory["web1"]?.address == "own")
}
