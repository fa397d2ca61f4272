import OpsDomain

/// How OpenSSH is called, as `hosts.yaml` says.
struct SSHOptions: Hashable, Sendable {
  /// The configuration file given to `ssh -F`, or nil for the person's usual one.
  var configurationFile: String?
  /// Key exchange methods given to `ssh -o KexAlgorithms=`, or nil for the usual ones.
  var keyExchange: String?
}

/// An inventory kept by another program, to be asked once the files are read.
struct ForeignInclude: Sendable {
  enum Owner: String, Sendable {
    case sshConfig = "ssh_config"
    case ansible
  }
  var owner: Owner
  /// The file, resolved.
  var path: String
  /// The service its hosts go to; nil for none (ssh) or `ansible`.
  var service: String?
  /// The role its hosts go to; nil for none (ssh) or the group's name (ansible).
  var role: String?
  /// What holds for its hosts.
  var settings: HostSettings
  /// Where it is asked for.
  var place: Place
}

/// An inventory while it is read from several files.
struct InventoryDraft {
  /// The most hosts of an inventory.
  static let hostLimit = 100_000

  private(set) var hosts: [Host] = []
  private(set) var roles: [RoleSpecification] = []
  var ssh = SSHOptions()
  /// How the pages of node_exporter are entered, of hosts whose pages are not open to all.
  private(set) var access: [HostID: ExporterAccess] = [:]
  var foreign: [ForeignInclude] = []
  /// Every file that was read or looked for: a change of one is a reason to read again.
  var files: [SeenFile] = []
  /// What roles depend on, to be looked for once everything is read.
  private(set) var dependencies: [RoleKeys.Dependency] = []
  private var places: [HostID: Place] = [:]
  private var roleIndexes: [RoleID: Int] = [:]
  private var isFull = false

  /// Adds a host written in a file; a second one of the same name is a mistake.
  mutating func add(_ host: Host, access: ExporterAccess?, at place: Place, key: String, problems: ProblemList) {
    guard hasRoom(place, problems) else { return }
    if let first = places[host.id] {
      problems.add(
        place, key: key, "host \"\(host.id)\" is already in \(first.file):\(first.line)", remedy: "keep one of them")
      return
    }
    append(host, access, at: place)
  }

  /// Adds a host that another program's inventory names; what the files say of the name counts more.
  mutating func addForeign(_ host: Host, access: ExporterAccess?, at place: Place, problems: ProblemList) {
    guard places[host.id] == nil, hasRoom(place, problems) else { return }
    append(host, access, at: place)
  }

  /// Takes note of a role, in the order of first mention, and of what is asked of it.
  ///
  /// What is said last holds, except that nobody knows which of two floors does.
  mutating func mention(_ id: RoleID, _ asked: RoleKeys = RoleKeys()) {
    let index = roleIndexes[id] ?? roles.count
    if index == roles.count {
      roleIndexes[id] = index
      roles.append(RoleSpecification(id: id))
    }
    if let keep = asked.keep {
      if let known = roles[index].keep {
        if keep != known, !roles[index].otherKeeps.contains(keep) { roles[index].otherKeeps.append(keep) }
      } else {
        roles[index].keep = keep
      }
    }
    roles[index].concurrency = asked.concurrency ?? roles[index].concurrency
    roles[index].requiresWindow = asked.requiresWindow ?? roles[index].requiresWindow
    roles[index].approval = asked.approval ?? roles[index].approval
    for dependency in asked.dependsOn where !roles[index].dependsOn.contains(dependency.target) {
      roles[index].dependsOn.append(dependency.target)
    }
    dependencies += asked.dependsOn
  }

  /// The inventory as it stands.
  var inventory: Inventory { Inventory(hosts: hosts, roles: roles) }

  private mutating func append(_ host: Host, _ access: ExporterAccess?, at place: Place) {
    places[host.id] = place
    if host.metricsURL != nil { self.access[host.id] = access }
    hosts.append(host)
    guard let role = host.role else { return }
    mention(role)
    if let index = roleIndexes[role] { roles[index].hosts.append(host.id) }
  }

  private mutating func hasRoom(_ place: Place, _ problems: ProblemList) -> Bool {
    if hosts.count < Self.hostLimit { return true }
    if !isFull { problems.add(place, "the inventory has more than \(Self.hostLimit) hosts", remedy: "split it") }
    isFull = true
    return false
  }
}
