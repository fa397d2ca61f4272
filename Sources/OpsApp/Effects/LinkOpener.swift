import Foundation

/// Opens addresses in the person's browser, where there is a display to show it.
struct LinkOpener: Sendable {
  let environment: [String: String]

  /// The longest address.
  static let bytes = 2048
  /// How long a browser may take to begin.
  static let patience = Duration.seconds(10)

  /// What came of it.
  enum Outcome: Hashable, Sendable {
    /// The browser was begun.
    case opened
    /// There is no display or no browser: the person may take the address elsewhere.
    case nowhere
    /// The address is none that is opened.
    case refused
  }

  /// Begins the browser with the address, on a thread of its own.
  func open(_ address: String) -> Outcome {
    guard Self.isSafe(address) else { return .refused }
    guard hasDisplay, let browser else { return .nowhere }
    // In a session of its own it outlives this program; the address is an argument, never a part of a script.
    let script = "setsid \"$0\" \"$1\" >/dev/null 2>&1 & wait"
    let process = BoundedProcess(
      program: "/bin/sh", arguments: ["-c", script, browser, address], environment: environment,
      deadline: Self.patience)
    Thread.detachNewThread { _ = try? process.output() }
    return .opened
  }

  /// Whether an address is one of the web and holds only what addresses hold (RFC 3986 §2), so that no program on its
  /// way can take it for anything else.
  static func isSafe(_ address: String) -> Bool {
    let scheme = address.prefix(8).lowercased()
    guard scheme.hasPrefix("https://") || scheme.hasPrefix("http://"), address.utf8.count <= bytes else { return false }
    return address.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        return true
      default: return "-._~:/?#[]@!&()*+,;=%".utf8.contains(byte)
      }
    }
  }

  private var hasDisplay: Bool {
    ["WAYLAND_DISPLAY", "DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
  }

  /// The first program of `BROWSER` that is there, or the one of the desktop.
  private var browser: String? {
    let named = (environment["BROWSER"] ?? "").split(separator: ":").map(String.init)
    return (named + ["xdg-open"]).lazy.compactMap { find($0, environment: environment) }.first
  }
}
