import OpsDomain
import OpsScreen

/// A line of help.
struct HelpLine: Hashable, Sendable {
  /// A heading, or empty.
  var heading = ""
  /// What is explained: keys, a word.
  var subject = ""
  /// The name for `:` and for the configuration.
  var name = ""
  /// What it does.
  var text = ""

  /// Everything in it, for searching.
  var all: String { "\(heading) \(subject) \(name) \(text)".lowercased() }
}

extension HelpLine {
  /// All of help: keys by group, words, conditions, signs.
  ///
  /// Generated, so that it is never out of date.
  static func all(_ keyMap: KeyMap, symbols: Symbols) -> [HelpLine] {
    var lines: [HelpLine] = []
    func section(_ title: String, _ body: [HelpLine]) {
      guard !body.isEmpty else { return }
      if !lines.isEmpty { lines.append(HelpLine()) }
      lines.append(HelpLine(heading: title))
      lines += body
    }
    for group in CommandInfo.Group.allCases {
      let commands = Command.allCases.filter { $0.info.group == group }
      section(
        group.rawValue,
        commands.map { command in
          let keys = keyMap.keys(of: command).map(\.name).joined(separator: " ")
          return HelpLine(subject: keys.isEmpty ? "no key" : keys, name: command.rawValue, text: command.help)
        })
    }
    section(
      "After :  (Tab completes, Up and Ctrl-R recall, any beginning that is not ambiguous will do)",
      TypedCommand.words.map { HelpLine(subject: ":\($0.name) \($0.argument)", text: $0.help) })
    section(
      "Conditions after /  (join with and, or, not; plain words match names)",
      HostPredicate.fields.map { HelpLine(subject: $0.name, text: $0.help) })
    section(
      "After / in the work log  (plain words are looked for in the texts)",
      LogFilter.keys.map { HelpLine(subject: "\($0.name)=", text: $0.help) })
    section(
      "While writing an entry", HelpLine.composing)
    section(
      "While typing in the chat", HelpLine.chatting)
    section(
      "After / in the chat  (any beginning that is not ambiguous will do; // says a text that begins with /)",
      ChatWord.allCases.map { HelpLine(subject: "/\($0.rawValue) \($0.argument)", text: $0.help) })
    section(
      "Sets of hosts after T",
      [
        HelpLine(subject: "bm-db[01-24]", text: "Hosts by a range"),
        HelpLine(subject: "@bookmark:db", text: "Hosts of a role"),
        HelpLine(subject: "a,b", text: "Both"),
        HelpLine(subject: "a!b", text: "The first without the second; minus always wins"),
        HelpLine(subject: "a&b", text: "What is in both"),
      ])
    section(
      "What limits a host  (LIM in the fleet; LIMIT counts them by role; the host's tab Limit says how it was found)",
      Bottleneck.Letter.allCases.map {
        HelpLine(subject: $0.sign(symbols), name: $0.word, text: $0.explanation)
      })
    section(
      "Signs",
      Standing.allCases.reversed().map {
        HelpLine(subject: $0.sign(symbols), name: $0.word, text: $0.explanation)
      })
    return lines
  }
}

extension HelpLine {
  /// The keys and words of the composer.
  fileprivate static let composing: [HelpLine] = [
    HelpLine(subject: "Enter", text: "Save; again after a failure tries the same once more"),
    HelpLine(subject: "Alt-Enter", text: "Begin a new line"),
    HelpLine(subject: "Esc  Ctrl-C", text: "Leave; the text is kept as a draft"),
    HelpLine(subject: "Tab", text: "Complete a host, @role, @person, #tag or !kind"),
    HelpLine(subject: "Ctrl-T", text: "Change the hosts or roles that it is about"),
    HelpLine(subject: "Alt-K  Alt-T", text: "Change the kind; the maintenance that it belongs to"),
    HelpLine(subject: "Ctrl-X Ctrl-E", text: "Write in your editor"),
    HelpLine(subject: "13:05 text", text: "Happened at that time; several such lines become several entries"),
    HelpLine(subject: "!step text", text: "Of that kind; !end ok text tells the result too"),
  ]
}

extension HelpLine {
  /// The keys of the chat's input line.
  fileprivate static let chatting: [HelpLine] = [
    HelpLine(subject: "Enter", text: "Say it; a text of several messages asks first"),
    HelpLine(subject: "Esc", text: "Read: keys are commands on the selected line, as everywhere"),
    HelpLine(subject: "Tab  Shift-Tab", text: "Complete nicks, hosts, roles, channels and words with /"),
    HelpLine(subject: "Up  Down  Ctrl-R", text: "Go through what was said here; search in it"),
    HelpLine(subject: "Ctrl-A E W U K Y", text: "Edit as in a shell; also Alt-B, Alt-F, Alt-D and Ctrl-_ for undo"),
    HelpLine(subject: "PgUp  PgDn", text: "Scroll the lines"),
    HelpLine(subject: "Alt-1 \u{2026} Alt-9  Alt-0", text: "Go to the first \u{2026} tenth conversation"),
    HelpLine(subject: "!log bm-db07 text", text: "Becomes an entry of the work log on every console in the channel"),
  ]
}

extension Bottleneck.Letter {
  /// What it means, for help.
  fileprivate var explanation: String {
    switch self {
    case .cpu: return "The CPUs are used up: by programs, by the kernel for them, or by other guests"
    case .disk: return "Tasks wait for disks"
    case .memory: return "Memory is short: pages are swapped out or read back"
    case .network: return "The network stack takes the CPUs, or packets are lost"
    case .unclear: return "Loaded, and the numbers name nothing, or contradict each other"
    case .idle: return "Little to do"
    }
  }
}

extension Standing {
  /// What it means, for help.
  fileprivate var explanation: String {
    switch self {
    case .well: return "Nothing to say"
    case .aside: return "Set aside by people: standby, maintenance, switched off"
    case .waiting: return "Not read yet"
    case .failing: return "Never read so far, because something went wrong"
    case .stale: return "The last answer is old"
    case .warn: return "Worth a look today"
    case .crit: return "Worth a look now"
    case .down: return "Does not answer"
    }
  }
}
