import OpsDomain

/// Asks the programs that own other inventories.
///
/// Blocks: call it from a thread of its own.
struct ForeignReader: Sendable {
  let environment: [String: String]

  /// Adds what all foreign includes of the draft name.
  func read(into draft: inout InventoryDraft, problems: ProblemList) {
    for include in draft.foreign {
      do {
        switch include.owner {
        case .ansible:
          try AnsibleInventory.ask(include.path, environment: environment)
            .add(to: &draft, include: include, problems: problems)
        case .sshConfig: try addSSHHosts(include, to: &draft, problems)
        }
      } catch let error as BadValue {
        problems.add(include.place, key: "include", error.message, remedy: error.remedy)
      } catch {
        problems.add(include.place, key: "include", "cannot be read")
      }
    }
  }

  /// A host for every name of the file; how a name is reached is left to OpenSSH, which reads the same file.
  private func addSSHHosts(_ include: ForeignInclude, to draft: inout InventoryDraft, _ problems: ProblemList) throws {
    let role = include.service.map { RoleID(service: $0, role: include.role ?? "ssh") }
    for name in try sshHostNames(include.path) {
      // Names with marks of node sets or shells can be dialled by hand only.
      guard (try? HostNames.name(name)) != nil, (try? HostNames.address(name)) != nil else { continue }
      let host = include.settings.host(
        name, address: name, role: role, origin: "\(include.place.short) (\(lastPart(of: include.path)))")
      draft.addForeign(host, at: include.place, problems: problems)
    }
  }

  private func sshHostNames(_ path: String) throws(BadValue) -> [String] { [] }
}
