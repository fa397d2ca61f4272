import Glibc

/// Which hosts the ssh configuration names, read from its files and what they include.
public struct SSHConfigFiles: Sendable {
  /// The most files that are read.
  static let mostFiles = 64
  /// The longest file that is read, in bytes.
  static let longestFile = 1 << 20
  /// How deep files may include files, as ssh has it.
  static let deepest = 16

  /// The hosts that are named one by one, each once, in order.
  public private(set) var hosts: [String] = []
  /// Files that could not be read, with the reason of each.
  public private(set) var failures: [String] = []
  /// Whether a way through other hosts is spoken of.
  private(set) var mentionsProxies = false

  private var seen: Set<String> = []
  private var fileCount = 0
  private let home: String

  /// Reads the file that the settings name, else the user's own and the system's; a file that is not there is no failure
  /// unless it was named.
  ///
  /// Blocks for as long as a filesystem does: not for the main thread.
  public init(settings: SSHSettings, home: String?) {
    self.home = home ?? "/"
    if let file = settings.configFile {
      if file != "none" { read(file, base: "\(self.home)/.ssh", depth: 0, mustExist: true) }
    } else {
      read("\(self.home)/.ssh/config", base: "\(self.home)/.ssh", depth: 0, mustExist: false)
      read("/etc/ssh/ssh_config", base: "/etc/ssh", depth: 0, mustExist: false)
    }
  }

  private mutating func read(_ path: String, base: String, depth: Int, mustExist: Bool) {
    guard fileCount < Self.mostFiles, depth < Self.deepest else {
      failures.append("\(path): too many files include each other")
      return
    }
    fileCount += 1
    guard let bytes = BoundedFile.read(path, upTo: Self.longestFile + 1, isRegular: true) else {
      if mustExist { failures.append("\(path): cannot be read") }
      return
    }
    guard bytes.count <= Self.longestFile else {
      failures.append("\(path): longer than \(Self.longestFile >> 10) KiB")
      return
    }
    for line in SSHConfigText.lines(String(decoding: bytes, as: UTF8.self)) { take(line, base: base, depth: depth) }
  }

  private mutating func take(_ line: SSHConfigText.Line, base: String, depth: Int) {
    switch line.keyword {
    case "host":
      for host in SSHConfigText.hosts(line) where seen.insert(host).inserted { hosts.append(host) }
    case "include":
      for pattern in line.arguments {
        for path in Self.matches(absolute(pattern, base: base)) {
          read(path, base: base, depth: depth + 1, mustExist: true)
        }
      }
    case "proxyjump", "proxycommand": mentionsProxies = true
    default: break
    }
  }

  private func absolute(_ pattern: String, base: String) -> String {
    if pattern.hasPrefix("/") { return pattern }
    if pattern.hasPrefix("~/") { return home + pattern.dropFirst() }
    return "\(base)/\(pattern)"
  }

  /// The paths that a pattern stands for (glob(3)), in order.
  private static func matches(_ pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, 0, nil, &found) == 0, let paths = unsafe found.gl_pathv else { return [] }
    let count = unsafe min(Int(found.gl_pathc), mostFiles)
    return (0..<count).compactMap { index in unsafe paths[index].map { unsafe String(cString: $0) } }
  }
}
