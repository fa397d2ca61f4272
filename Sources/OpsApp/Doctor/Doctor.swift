import COpsSystem
import Glibc
import OpsDomain
import OpsScreen

/// What one check found.
struct DoctorCheck: Hashable, Sendable {
  enum Result: String, Hashable, Sendable {
    case ok, warn, fail

    /// How it is shown.
    var role: Role {
      switch self {
      case .ok: return .ok
      case .warn: return .warn
      case .fail: return .crit
      }
    }
  }
  var name: String
  var result: Result
  var finding: String
  var remedy: String?

  static func ok(_ name: String, _ finding: String) -> DoctorCheck {
    DoctorCheck(name: name, result: .ok, finding: finding)
  }
  static func warn(_ name: String, _ finding: String, _ remedy: String) -> DoctorCheck {
    DoctorCheck(name: name, result: .warn, finding: finding, remedy: remedy)
  }
  static func fail(_ name: String, _ finding: String, _ remedy: String) -> DoctorCheck {
    DoctorCheck(name: name, result: .fail, finding: finding, remedy: remedy)
  }
}

/// Looks at all that the console needs of this machine.
struct Doctor {
  let files: FileOptions

  /// All checks, in the order in which a newcomer meets them.
  func examine() -> [DoctorCheck] {
    [terminal(), terminfo(), colours(), locale(), localReading()] + configuration() + [
      ssh(), agent(), limit(), history(),
    ] + LogDoctor(files: files).examine() + ChatDoctor(files: files).examine()
  }

  private var environment: [String: String] { files.environment }

  private func terminal() -> DoctorCheck {
    let device = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard device >= 0 else {
      return .warn("terminal", "there is none", "run opsconsole in a terminal; “status” works without one")
    }
    defer { close(device) }
    var size = winsize()
    guard unsafe ioctl(device, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return .warn("terminal", "does not tell its size", "stty rows 24 cols 80")
    }
    guard size.ws_col >= 60, size.ws_row >= 16 else {
      return .warn("terminal", "\(size.ws_col)×\(size.ws_row) shows one pane only", "make it 60×16 or larger")
    }
    return .ok("terminal", "\(size.ws_col)×\(size.ws_row)")
  }

  private func terminfo() -> DoctorCheck {
    guard let name = environment["TERM"], !name.isEmpty, !name.contains("/"), let first = name.utf8.first else {
      return .fail("TERM", "is not set", "export TERM=xterm-256color")
    }
    guard name != "dumb" else { return .fail("TERM", "is dumb", "use another terminal, or “status”") }
    let folders = [
      environment["TERMINFO"], environment["HOME"].map { "\($0)/.terminfo" }, "/etc/terminfo", "/lib/terminfo",
      "/usr/share/terminfo",
    ].compactMap { $0 }
    let hex = String(first, radix: 16)
    let isKnown = folders.contains { folder in
      [String(name.prefix(1)), hex].contains { unsafe access("\(folder)/\($0)/\(name)", R_OK) == 0 }
    }
    guard isKnown else {
      return .fail(
        "TERM", "\(name) is not in the terminfo database", "apt install ncurses-term, or export TERM=xterm-256color")
    }
    return .ok("TERM", name)
  }

  private func colours() -> DoctorCheck {
    if !(environment["NO_COLOR"] ?? "").isEmpty { return .ok("colours", "none, since NO_COLOR is set") }
    if ["truecolor", "24bit"].contains(environment["COLORTERM"]) { return .ok("colours", "true colour") }
    if environment["TERM"]?.contains("256color") == true { return .ok("colours", "256") }
    return .warn("colours", "TERM promises few", "export TERM=xterm-256color where the terminal has them")
  }

  private func locale() -> DoctorCheck {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let value = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let codeset = value.lowercased()
    guard codeset.contains("utf-8") || codeset.contains("utf8") else {
      let said = value.isEmpty ? "is not set" : "\(value) is not UTF-8"
      return .warn("locale", said, "export LANG=C.UTF-8; until then graphs are drawn in ASCII")
    }
    return .ok("locale", value)
  }

  private func localReading() -> DoctorCheck {
    guard (try? readFile("/proc/self/stat", limit: 65_536)) != nil else {
      return .fail("this machine", "/proc cannot be read", "mount -t proc proc /proc")
    }
    return .ok("this machine", "/proc can be read")
  }

  private func configuration() -> [DoctorCheck] {
    var checks: [DoctorCheck] = []
    let fix = "opsconsole config check"
    switch ConsoleFile.load(files.configurationFile, isExplicit: files.config != nil, paths: files.paths) {
    case .failure(let problems): checks.append(.fail("settings", words(problems), fix))
    case .success(let settings):
      checks += [.ok("settings", files.paths.abbreviated(files.configurationFile)), theme(settings)]
    }
    switch files.loader.load(foreign: true) {
    case .failure(let problems): checks.append(.fail("inventory", words(problems), fix))
    case .success(let loaded) where loaded.isFallback:
      checks.append(.warn("inventory", "there is none: this machine alone is watched", "opsconsole config init"))
    case .success(let loaded):
      checks.append(
        .ok("inventory", loaded.inventory.hosts.count == 1 ? "1 host" : "\(loaded.inventory.hosts.count) hosts"))
    }
    return checks
  }

  private func theme(_ settings: ConsoleFile) -> DoctorCheck {
    let name = settings.theme ?? Theme.fallback.name
    switch files.themes.load(name) {
    case .success: return .ok("theme", name)
    case .failure(let problem): return .fail("theme", problem.message, "opsconsole theme list")
    }
  }

  private func words(_ problems: ConfigurationProblems) -> String {
    let rest = problems.all.count > 1 ? " (and \(problems.all.count - 1) more)" : ""
    return (problems.all.first?.description ?? "cannot be read") + rest
  }

  private func ssh() -> DoctorCheck {
    let process = BoundedProcess(
      program: "ssh", arguments: ["-G", "--", "localhost"], environment: environment, deadline: .seconds(5))
    do {
      _ = try process.output()
      return .ok("ssh", find("ssh", environment: environment) ?? "ssh")
    } catch .notFound {
      return .fail("ssh", "there is no program ssh", "apt install openssh-client")
    } catch .failed(_, let said) {
      let line = said.split(separator: "\n").first.map(String.init) ?? "it ended with an error"
      return .fail("ssh", shortened(line, to: 200), "repair ~/.ssh/config; try: ssh -G localhost")
    } catch {
      return .fail("ssh", "ssh -G did not answer", "try: ssh -G localhost")
    }
  }

  private func agent() -> DoctorCheck {
    guard let path = environment["SSH_AUTH_SOCK"], !path.isEmpty else {
      return .warn(
        "ssh agent", "there is none", "eval \"$(ssh-agent)\" && ssh-add, unless your keys have no passphrase")
    }
    guard unsafe access(path, R_OK | W_OK) == 0 else {
      return .warn("ssh agent", "SSH_AUTH_SOCK names no socket of yours", "log in again, or start an agent")
    }
    return .ok("ssh agent", path)
  }

  private func limit() -> DoctorCheck {
    let limit = raiseDescriptorLimit()
    let hosts = (try? files.loader.load(foreign: false).get().inventory.hosts.count) ?? 0
    let needed = 64 + 4 * hosts
    guard limit >= needed else {
      return .fail(
        "open files", "the limit \(limit) is too low for \(hosts) hosts",
        "ulimit -Hn \(needed), or /etc/security/limits.conf")
    }
    return .ok("open files", "\(limit)")
  }

  private func history() -> DoctorCheck {
    makeFolders(files.paths.stateFolder)
    guard unsafe access(files.paths.stateFolder, W_OK) == 0 else {
      return .warn(
        "command history", "\(files.paths.stateFolder) cannot be written", "make it writable, or set XDG_STATE_HOME")
    }
    return .ok("command history", files.paths.abbreviated(files.paths.historyFile))
  }
}

/// Raises the limit of open files as far as the system allows, up to what 20,000 hosts need; returns it.
func raiseDescriptorLimit() -> Int { Int(ops_raise_descriptor_limit(131_072)) }
