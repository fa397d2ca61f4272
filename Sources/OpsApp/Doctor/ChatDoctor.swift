import Glibc
import OpsDomain
import OpsIRC
import OpsSQLite

/// Looks at what the chat needs: the files and secrets of its networks, and its history; asks no network.
struct ChatDoctor {
  let files: FileOptions

  /// All checks; none where the settings cannot be read, which another check says.
  func examine() -> [DoctorCheck] {
    let loaded = ConsoleFile.load(files.configurationFile, isExplicit: files.config != nil, paths: files.paths)
    guard case .success(let settings) = loaded else { return [] }
    guard !settings.chat.networks.isEmpty else {
      return [.ok("chat", "no network: chat: { networks: … } in config.yaml adds one")] + history(settings.chat)
    }
    return settings.chat.networks.flatMap { network($0, settings) } + history(settings.chat)
  }

  // MARK: - Networks

  private func network(_ network: NetworkKeys, _ settings: ConsoleFile) -> [DoctorCheck] {
    let name = "chat \(network.name)"
    let problems = secrets(network, name) + tlsFiles(network, name) + openness(network, name)
    guard problems.isEmpty else { return problems }
    let author = try? AuthorFinding(team: settings.team, environment: files.environment).author()
    let nick = author.map { network.nicks(of: $0).first ?? "" } ?? network.nicks.first ?? ""
    let channels = network.channels.count == 1 ? "1 channel" : "\(network.channels.count) channels"
    let way = network.tls == nil ? "in clear text" : "TLS"
    return [.ok(name, "\(network.host) port \(network.port), \(way), as \(nick), \(channels)")]
  }

  private func secrets(_ network: NetworkKeys, _ name: String) -> [DoctorCheck] {
    network.secrets.compactMap { place in
      switch place {
      case .file(let path): return secretFile(path, name)
      case .environment(let variable):
        guard (files.environment[variable] ?? "").isEmpty else { return nil }
        return .fail(name, "the variable \(variable) is not set", "set it where opsconsole is started")
      case .command(let words):
        // It is not run: it may ask somebody for something.
        let program = words.first ?? ""
        guard find(program, environment: files.environment) == nil else { return nil }
        return .fail(name, "there is no program \(program)", "install it, or write its whole path")
      }
    }
  }

  private func secretFile(_ path: String, _ name: String) -> DoctorCheck? {
    let shown = files.paths.abbreviated(path)
    do {
      _ = try readFile(path, limit: SecretStore.longest, isPrivate: true)
      return nil
    } catch {
      let remedy = error == .notPrivate ? "chmod 600 \(shown)" : "write the secret on its first line, then chmod 600"
      return .fail(name, "the file \(shown) \(error.message)", remedy)
    }
  }

  private func tlsFiles(_ network: NetworkKeys, _ name: String) -> [DoctorCheck] {
    guard let tls = network.tls else { return [] }
    let wanted = [("ca", tls.authorities), ("certificate", tls.certificate), ("key", tls.key)]
    var checks: [DoctorCheck] = wanted.compactMap { key, path in
      guard let path, unsafe access(path, R_OK) != 0 else { return nil }
      let words = "\(files.paths.abbreviated(path)): \(errorText(errno))"
      return .fail(name, words, "repair chat.networks.\(network.name).tls.\(key)")
    }
    var status = stat()
    if let key = tls.key ?? tls.certificate, unsafe stat(key, &status) == 0, status.st_mode & 0o077 != 0 {
      let shown = files.paths.abbreviated(key)
      checks.append(.warn(name, "the key \(shown) can be read by others", "chmod 600 \(shown)"))
    }
    return checks
  }

  /// What can be read on the way.
  private func openness(_ network: NetworkKeys, _ name: String) -> [DoctorCheck] {
    guard network.tls == nil, network.password != nil || network.channels.contains(where: { $0.key != nil }) else {
      return []
    }
    return [.warn(name, "passwords and keys go over the network in clear text", "tls: true, where the server has it")]
  }

  // MARK: - History

  private func history(_ chat: ChatKeys) -> [DoctorCheck] {
    let path = files.paths.chatFile
    let shown = files.paths.abbreviated(path)
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT else {
        return [.fail("chat history", "\(shown): \(errorText(errno))", "repair the folder, or set XDG_DATA_HOME")]
      }
      return chat.networks.isEmpty ? [] : [.ok("chat history", "\(shown), which the first line makes")]
    }
    guard status.st_mode & 0o077 == 0 else {
      return [.warn("chat history", "\(shown) can be read by others", "chmod 600 \(shown)")]
    }
    guard unsafe access(path, W_OK) == 0, unsafe access(folder(of: path), W_OK) == 0 else {
      return [.fail("chat history", "\(shown) cannot be written", "chown it to you")]
    }
    return [contents(path, shown, bytes: Int(status.st_size), chat)]
  }

  private func contents(_ path: String, _ shown: String, bytes: Int, _ chat: ChatKeys) -> DoctorCheck {
    let found = waitForStore { () async throws(StoreFailure) in
      let store = try await SQLiteChatStore.open(path: path)
      return (try await store.integrityProblem(), try await store.counts())
    }
    switch found {
    case .failure(let failure):
      return .fail("chat history", failure.message, "move \(shown) away: a new one is begun")
    case .success((let problem?, _)):
      return .fail("chat history", "the file is damaged: \(problem)", "move \(shown) away: a new one is begun")
    case .success((nil, let counts)):
      let lines = counts.values.reduce(0, +)
      let size = "\(formatBytes(Double(bytes))) of at most \(formatBytes(Double(chat.keptBytes)))"
      return .ok(
        "chat history", "\(shown): \(lines == 1 ? "1 line" : "\(lines) lines"), \(size), \(chat.keptDays) days")
    }
  }
}
