import OpsCollectors
import OpsDomain

/// Asks the programs that own other inventories.
///
/// Blocks: call it from a thread of its own.
struct ForeignReader: Sendable {
  let environment: [String: String]

  /// Adds what all foreign includes of the draft name.
  func read(into draft: inout InventoryDraft, problems: ProblemList) {
    for include in draft.foreign {
      do throws(BadValue) {
        switch include.owner {
        case .ansible:
          try AnsibleInventory.ask(include.path, environment: environment)
            .add(to: &draft, include: include, problems: problems)
        case .sshConfig: try addSSHHosts(include, to: &draft, problems)
        }
      } catch {
        problems.add(include.place, key: "include", error.message, remedy: error.remedy)
      }
    }
  }

  /// A host for every name of the file; how a name is reached is left to OpenSSH, which reads the same file.
  private func addSSHHosts(
    _ include: ForeignInclude, to draft: inout InventoryDraft, _ problems: ProblemList
  ) throws(BadValue) {
    let role = include.service.map { RoleID(service: $0, role: include.role ?? "ssh") }
    let files = SSHConfigFiles(settings: SSHSettings(configFile: include.path), home: environment["HOME"])
    if let failure = files.failures.first { throw BadValue(failure) }
    let origin = "\(include.place.short) (\(lastPart(of: include.path)))"
    for name in files.hosts {
      // Names with marks of node sets or shells can be dialled by hand only.
      guard (try? HostNames.name(name)) != nil, (try? HostNames.address(name)) != nil else { continue }
      var host = include.settings.host(name, address: name, role: role, origin: origin)
      if host.metricsURL != nil {
        let address = try resolved(name, include.path)
        host.metricsURL = include.settings.metricsURL(name: name, address: address)
      }
      draft.addForeign(host, access: include.settings.login.access, at: include.place, problems: problems)
    }
  }

  /// What a name stands for in an ssh configuration, for sources that do not go through ssh.
  private func resolved(_ name: String, _ path: String) throws(BadValue) -> String {
    let process = BoundedProcess(
      program: "ssh", arguments: ["-G", "-F", path, "--", name], environment: environment, deadline: .seconds(5))
    let output: [UInt8]
    do {
      output = try process.output()
    } catch .notFound {
      throw BadValue("there is no program ssh", remedy: "install it: apt install openssh-client")
    } catch {
      throw BadValue("ssh -G does not accept the host \(name)", remedy: "try: ssh -G -F \(path) \(name)")
    }
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("hostname ") }) else { return name }
    return try HostNames.address(String(line.dropFirst("hostname ".count)))
  }
}
