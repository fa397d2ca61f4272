/// What help, the hint bar and the key map know of a command.
struct CommandInfo: Sendable {
  /// The headings of help, in their order.
  enum Group: String, CaseIterable, Hashable, Sendable {
    case moving = "Moving"
    case panes = "Panes"
    case finding = "Finding"
    case sorting = "Sorting"
    case marks = "Marks"
    case watching = "Watching"
    case host = "In the view of a host"
    case acting = "Acting"
    case judging = "May it be touched"
    case team = "Work log and plans"
    case chat = "In the chat"
    case console = "The console"
  }

  /// Where a command can be given by its key; a key may serve two commands whose places differ.
  enum Place: Hashable, Sendable {
    /// Everywhere.
    case anywhere
    /// In lists and help only.
    case panes
    /// In the view of a host only.
    case host
    /// In the chat only, while one types too.
    case chat
    /// In the chat while one reads; there it goes before what the key does elsewhere.
    case reading
  }

  /// One line, imperative, no full stop.
  let help: String
  /// The names of its usual keys; the first is the one shown in the hint bar.
  let keys: [String]
  /// Its heading in help.
  let group: Group
  /// Where its keys work.
  let place: Place
  /// The word in the hint bar, or nil when it is never shown there.
  let label: String?

  init(_ help: String, _ keys: [String], _ group: Group, in place: Place = .anywhere, label: String? = nil) {
    self.help = help
    self.keys = keys
    self.group = group
    self.place = place
    self.label = label
  }
}

extension Command {
  /// All that is known of the command besides what it does.
  var info: CommandInfo {
    switch self {
    case .down: .init("Go one line down", ["j", "Down"], .moving)
    case .up: .init("Go one line up", ["k", "Up"], .moving)
    case .top: .init("Go to the top", ["g", "Home"], .moving)
    case .bottom: .init("Go to the bottom", ["G", "End"], .moving)
    case .pageDown: .init("Go one page down", ["PgDn", "Ctrl-F"], .moving)
    case .pageUp: .init("Go one page up", ["PgUp", "Ctrl-B"], .moving)
    case .halfPageDown: .init("Go half a page down", ["d", "Ctrl-D"], .moving)
    case .halfPageUp: .init("Go half a page up", ["u"], .moving)
    case .left: .init("Show what lies to the left", ["Left", "h"], .moving)
    case .right: .init("Show what lies to the right", ["Right"], .moving)
    case .open: .init("Open what is selected", ["Enter"], .moving, label: "open")
    case .back: .init("Go back; clear a filter first", ["Esc", "q", "Backspace"], .moving, label: "back")
    case .nextPane: .init("Go to the next pane", ["Tab"], .panes, in: .panes, label: "next pane")
    case .previousPane: .init("Go to the pane before", ["Shift-Tab"], .panes, in: .panes)
    case .fleet: .init("Show all hosts", ["1"], .panes, label: "fleet")
    case .roles: .init("Show the roles; again: only them", ["2"], .panes, label: "roles")
    case .problems: .init("Show all that is wrong, the worst first", ["3"], .panes, label: "problems")
    case .disks: .init("Show all filesystems, the fullest first", ["4"], .panes, label: "disks")
    case .posture: .init("Show how safe hosts are kept, by role", ["9"], .panes, label: "posture")
    case .workLog: .init("Show the work log", ["5"], .panes, label: "work log")
    case .maintenance: .init("Show planned work, freezes and holds", ["6"], .panes, label: "calendar")
    case .requests: .init("Show requests, those for you first", ["7"], .panes, label: "requests")
    case .chat: .init("Show the chat and type into it", ["8"], .panes, label: "chat")
    case .digest: .init("Show the page of the working day", ["D"], .panes, label: "digest")
    case .help: .init("Show all keys and words", ["?", "F1"], .panes, label: "all keys")
    case .zoom: .init("Show the pane alone on the bare screen, for copying", ["z"], .panes, label: "bare screen")
    default: moreInfo
    }
  }

  private var moreInfo: CommandInfo {
    switch self {
    case .filter: .init("Show only hosts that fulfil a condition; search in help", ["/"], .finding, label: "filter")
    case .clearFilter: .init("Show all hosts again", ["\\"], .finding, in: .panes, label: "clear filter")
    case .search: .init("Go to the next line that holds a text", ["*", "F3"], .finding)
    case .nextMatch: .init("Go to the next match", ["n"], .finding)
    case .previousMatch: .init("Go to the match before", ["N"], .finding)
    case .problemsOnly: .init("Show only hosts that need a look", ["!"], .finding, in: .panes, label: "problems only")
    case .sortMenu: .init("Choose by what is sorted", ["s"], .sorting, label: "sort")
    case .sortNext: .init("Sort by the next column", [">"], .sorting)
    case .sortPrevious: .init("Sort by the column before", ["<"], .sorting)
    case .sortInvert: .init("Turn the order round", ["I"], .sorting)
    case .mark: .init("Mark or unmark what is selected", ["Space"], .marks, in: .panes, label: "mark")
    case .markPattern: .init("Mark hosts by a node set or a condition", ["T"], .marks, in: .panes)
    case .unmarkAll: .init("Unmark all", ["U"], .marks, in: .panes, label: "unmark")
    case .actOnMarked: .init("Act on the marked hosts", [";"], .marks, in: .panes, label: "act")
    case .freeze: .init("Hold the screen still while readings go on", ["Z"], .watching, label: "freeze")
    case .follow: .init("Scroll with the selected host when the order changes", ["F"], .watching, in: .panes)
    case .nextTab: .init("Go to the next tab", ["Tab"], .host, in: .host, label: "next tab")
    case .previousTab: .init("Go to the tab before", ["Shift-Tab"], .host, in: .host)
    case .toggleTree: .init("Show processes as a tree or as a list", ["t"], .host, in: .host, label: "tree")
    case .nextMark: .init("Go to the next mark under the graphs", ["."], .host, in: .host, label: "next mark")
    case .previousMark: .init("Go to the mark before under the graphs", [","], .host, in: .host)
    case .shell: .init("Open ssh to the host in this terminal, and come back", ["x"], .acting, label: "ssh")
    case .recheck: .init("Read the host again now", ["r"], .acting, label: "read again")
    case .copy: .init("Copy the host's name, the marked ones, or the line", ["y"], .acting, label: "copy")
    case .verdict: .init("Say whether the selection may be touched now, and why", ["v"], .judging, label: "may I?")
    case .whatIf: .init("Say what becomes of the roles when the marked hosts go", ["W"], .judging, label: "what if")
    case .nextHosts: .init("Say which hosts of the role can be taken out next", ["V"], .judging, label: "who next")
    case .log: .init("Write into the work log about the selection", ["l"], .team, label: "log")
    case .drafts: .init("Go on with a text that waits", ["L"], .team, label: "drafts")
    case .amend: .init("Correct the entry, or change the plan", ["e"], .team, label: "amend")
    case .retract: .init("Take back the entry", ["X"], .team, label: "retract")
    case .reply: .init("Answer the entry or request", ["c"], .team, label: "reply")
    case .thread: .init("Show the whole thread of the entry", ["t"], .team, in: .panes, label: "thread")
    case .openTicket: .init("Open the ticket that the entry names", ["O"], .team, label: "ticket")
    case .showHosts: .init("Show the hosts of the entry, window or request", ["H"], .team, label: "its hosts")
    case .plan: .init("Plan, start, extend or finish maintenance", ["m"], .team, label: "maintenance")
    case .acknowledge: .init("Acknowledge the finding or request", ["a"], .team, label: "acknowledge")
    case .commandLine: .init("Type a command", [":"], .console, label: "command")
    case .redraw: .init("Draw the screen anew", ["Ctrl-L"], .console)
    case .suspend: .init("Suspend; the shell's fg comes back", ["Ctrl-Z"], .console)
    case .quit: .init("Quit; asks for the key twice", ["Ctrl-C"], .console)
    default: chatInfo
    }
  }

  private var chatInfo: CommandInfo {
    switch self {
    case .nextActive:
      .init("Go to the conversation whose news are the most urgent", ["Alt-A"], .chat, in: .chat, label: "next news")
    case .nextConversation: .init("Go to the next conversation", ["Alt-Right"], .chat, in: .chat, label: "next")
    case .previousConversation: .init("Go to the conversation before", ["Alt-Left"], .chat, in: .chat)
    case .nextMention: .init("Go to the next line that names you", ["Alt-N"], .chat, in: .chat)
    case .previousMention: .init("Go to the line before that names you", ["Alt-P"], .chat, in: .chat)
    case .mentions: .init("List the lines that name you", ["Alt-L"], .chat, in: .chat, label: "mentions")
    case .members: .init("Show or hide who is in the channel", ["Alt-M"], .chat, in: .chat, label: "members")
    case .noise: .init("Show coming and going line by line, or fold it", ["Alt-="], .chat, in: .chat, label: "noise")
    case .say: .init("Type again", ["i", "Tab"], .chat, in: .reading, label: "type")
    case .logLine: .init("Make the line an entry of the work log", ["L"], .chat, in: .reading, label: "log it")
    case .searchAll: .init("Search all that was ever said", ["S"], .chat, in: .reading, label: "search all")
    case .resend: .init("Send the line again that was not sent", ["r"], .chat, in: .reading, label: "send again")
    default: .init("Forget the line that was not sent", ["X"], .chat, in: .reading, label: "forget")
    }
  }

  /// What it does: one line, imperative, no full stop.
  public var help: String { info.help }

  /// The names of the keys it has unless `keys` in the configuration says otherwise.
  public var defaultKeys: [String] { info.keys }
}
