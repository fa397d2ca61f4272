import Foundation
import OpsDomain

/// What `ansible-inventory --list` says: groups of hosts, and variables of hosts.
struct AnsibleInventory: Decodable {
  struct Group: Decodable {
    var hosts: [String]?
  }
  /// The variables that tell how a host is reached.
  struct Variables: Decodable {
    var address: String?
    var port: Int?
    var user: String?
    var isLocal = false

    init() {}

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: AnyKey.self)
      func text(_ names: [String]) -> String? {
        for name in names {
          if let text = try? values.decode(String.self, forKey: AnyKey(name)) { return text }
          if let number = try? values.decode(Int.self, forKey: AnyKey(name)) { return "\(number)" }
        }
        return nil
      }
      address = text(["ansible_host", "ansible_ssh_host"])
      port = text(["ansible_port", "ansible_ssh_port"]).flatMap { Int($0) }
      user = text(["ansible_user", "ansible_ssh_user"])
      isLocal = text(["ansible_connection"]) == "local"
    }
  }
  private struct Meta: Decodable {
    var hostvars: [String: Variables]?
  }

  /// The groups that hold hosts, by name; `all` and the bookkeeping left out.
  var groups: [(name: String, hosts: [String])]
  var variables: [String: Variables]

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: AnyKey.self)
    variables = (try values.decodeIfPresent(Meta.self, forKey: AnyKey("_meta")))?.hostvars ?? [:]
    groups = []
    for key in values.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) where key.stringValue != "_meta" {
      guard key.stringValue != "all", let hosts = try? values.decode(Group.self, forKey: key).hosts else { continue }
      groups.append((key.stringValue, hosts))
    }
    // Hosts of no group come last, so that a group that names them counts.
    groups = groups.filter { $0.name != "ungrouped" } + groups.filter { $0.name == "ungrouped" }
  }
}

/// A key of any name.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}

extension AnsibleInventory {
  /// Asks the program that owns the inventory.
  static func ask(_ file: String, environment: [String: String]) throws(BadValue) -> AnsibleInventory {
    let process = BoundedProcess(
      program: "ansible-inventory", arguments: ["-i", file, "--list"], environment: environment)
    let bytes: [UInt8]
    do {
      bytes = try process.output()
    } catch {
      throw problem(of: error)
    }
    do {
      return try JSONDecoder().decode(AnsibleInventory.self, from: Data(bytes))
    } catch {
      throw BadValue("ansible-inventory printed something that is not its list")
    }
  }

  private static func problem(of failure: BoundedProcess.Failure) -> BadValue {
    switch failure {
    case .notFound:
      return BadValue("there is no program ansible-inventory", remedy: "install it: apt install ansible-core")
    case .notStarted(let words): return BadValue("ansible-inventory could not be started: \(words)")
    case .tooSlow(let limit): return BadValue("ansible-inventory took longer than \(ScalarParsing.words(limit))")
    case .tooLarge(let limit): return BadValue("ansible-inventory printed more than \(limit / 1_048_576) MiB")
    case .failed(let status, let words):
      let said = words.split(separator: "\n").last.map { ": \(shortened(String($0), to: 200))" } ?? ""
      return BadValue("ansible-inventory ended with status \(status)\(said)")
    }
  }

  /// Adds the hosts to the draft: the group's name is the role.
  func add(to draft: inout InventoryDraft, include: ForeignInclude, problems: ProblemList) {
    for group in groups {
      let role = include.role ?? group.name
      for name in group.hosts {
        do {
          let host = try host(name, role: RoleID(service: include.service ?? "ansible", role: role), include)
          draft.addForeign(host, access: include.settings.login.access, at: include.place, problems: problems)
        } catch let error {
          problems.add(
            include.place, key: "include", "\(lastPart(of: include.path)): \(error.message)", remedy: error.remedy)
        }
      }
    }
  }

  private func host(_ name: String, role: RoleID, _ include: ForeignInclude) throws(BadValue) -> OpsDomain.Host {
    let variables = variables[name] ?? Variables()
    var settings = include.settings
    if let user = variables.user { settings.user = try HostNames.user(user) }
    if let port = variables.port { settings.port = try ScalarParsing.port("\(port)") }
    if variables.isLocal { settings.sources = [.local] }
    return settings.host(
      try HostNames.name(name), address: try HostNames.address(variables.address ?? name), role: role,
      origin: "\(include.place.short) (\(lastPart(of: include.path)))")
  }
}
