import OpsDomain
public import OpsScreen

/// Which key gives which command: the defaults, and what the person's configuration replaces.
public struct KeyMap: Sendable {
  /// What is wrong with the configured keys, a message each; what is right holds all the same.
  public private(set) var problems: [String] = []
  private var keysByCommand: [Command: [Key]] = [:]
  private var commandsByKey: [Situation: [Key: Command]] = [:]

  /// Where a key can mean something of its own.
  enum Situation: Hashable, Sendable { case list, host, typing, reading }

  /// The most keys of one command; more are refused.
  public static let keyLimit = 8

  /// The map of the defaults, with the keys of each command named in `overrides` replaced.
  public init(overrides: [String: [String]] = [:]) {
    let chosen = Self.chosen(overrides, &problems)
    // What was chosen goes first, so that it takes a key from a command that has it by default only.
    for command in Command.allCases {
      for key in chosen[command] ?? [] {
        if let other = owner(of: key, besides: command) {
          problems.append("keys.\(command.rawValue): \(key.name) is given to \(other.rawValue) too; it stays there")
        } else {
          give(key, to: command)
        }
      }
    }
    for command in Command.allCases where chosen[command] == nil {
      let keys = command.info.keys.compactMap(Key.init(named:))
      for key in keys where owner(of: key, besides: command) == nil { give(key, to: command) }
      if keysByCommand[command] == nil, let key = keys.first, let other = owner(of: key, besides: command) {
        problems.append("keys.\(other.rawValue): \(key.name) leaves \(command.rawValue) without a key")
      }
    }
  }

  /// The command of a key, in lists or in the view of a host; nil when it has none.
  func command(for key: Key, inHost: Bool) -> Command? {
    commandsByKey[inHost ? .host : .list]?[key.normalised]
  }

  /// The command of a key in the chat; while one types only those that are for it, while one reads those of lists too.
  func chatCommand(for key: Key, isReading: Bool) -> Command? {
    guard isReading else { return commandsByKey[.typing]?[key.normalised] }
    return commandsByKey[.reading]?[key.normalised] ?? command(for: key, inHost: false)
  }

  /// The keys of a command, the one to show first; empty when it has none.
  public func keys(of command: Command) -> [Key] { keysByCommand[command] ?? [] }

  private mutating func give(_ key: Key, to command: Command) {
    keysByCommand[command, default: []].append(key)
    for situation in command.info.place.situations { commandsByKey[situation, default: [:]][key] = command }
  }

  /// The command that has the key already at a place where `command` would need it.
  private func owner(of key: Key, besides command: Command) -> Command? {
    command.info.place.situations.lazy.compactMap { commandsByKey[$0]?[key] }.first { $0 != command }
  }

  private static func chosen(_ overrides: [String: [String]], _ problems: inout [String]) -> [Command: [Key]] {
    var chosen: [Command: [Key]] = [:]
    for (name, keyNames) in overrides.sorted(by: { $0.key < $1.key }) {
      guard let command = Command(rawValue: name) else {
        let hint = closestMatch(to: name, among: Command.allCases.map(\.rawValue)).map { "; did you mean \"\($0)\"?" }
        problems.append("keys: there is no command \"\(harmless(name))\"\(hint ?? "")")
        continue
      }
      if keyNames.count > keyLimit { problems.append("keys.\(name): more than \(keyLimit) keys; the rest is left out") }
      chosen[command] = []
      for keyName in keyNames.prefix(keyLimit) {
        if let key = Key(named: keyName) {
          if chosen[command]?.contains(key) == false { chosen[command]?.append(key) }
        } else {
          problems.append(
            "keys.\(name): there is no key \"\(harmless(keyName))\"; keys are written j, Ctrl-L, Alt-Enter, PgUp, F5, Space"
          )
        }
      }
    }
    return chosen
  }
}

extension CommandInfo.Place {
  /// Where a key of such a command means it.
  fileprivate var situations: [KeyMap.Situation] {
    switch self {
    case .anywhere: return [.list, .host]
    case .panes: return [.list]
    case .host: return [.host]
    case .chat: return [.typing, .reading]
    case .reading: return [.reading]
    }
  }
}
