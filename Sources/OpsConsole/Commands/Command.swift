/// Everything a person can ask of the console with a key or a word.
///
/// This is the only list: keys, the hint bar, the palette, help and the documentation come from it.
public enum Command: String, CaseIterable, Hashable, Sendable {
  // Moving
  case down, up, top, bottom
  case pageDown = "page-down"
  case pageUp = "page-up"
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  case left, right
  case open, back
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  // Panes
  case fleet, roles, problems, disks, posture
  case workLog = "work-log"
  case maintenance, requests, chat, digest, help
  case zoom
  // Finding
  case filter
  case clearFilter = "clear-filter"
  case search
  case nextMatch = "next-match"
  case previousMatch = "previous-match"
  case problemsOnly = "problems-only"
  // Sorting
  case sortMenu = "sort"
  case sortNext = "sort-next"
  case sortPrevious = "sort-previous"
  case sortInvert = "sort-invert"
  // Marks
  case mark
  case markPattern = "mark-pattern"
  case unmarkAll = "unmark-all"
  case actOnMarked = "act-on-marked"
  // Time and following
  case freeze, follow
  // Host view
  case nextTab = "next-tab"
  case previousTab = "previous-tab"
  case toggleTree = "tree"
  case nextMark = "next-mark"
  case previousMark = "previous-mark"
  // Acting
  case shell = "ssh"
  case recheck
  case copy
  // May it be touched
  case verdict
  case whatIf = "what-if"
  case nextHosts = "next"
  // The work log and what is planned
  case log, drafts, amend, retract, reply, thread
  case openTicket = "open-ticket"
  case showHosts = "show-hosts"
  case plan, acknowledge
  // The chat
  case nextActive = "next-active"
  case nextConversation = "next-conversation"
  case previousConversation = "previous-conversation"
  case nextMention = "next-mention"
  case previousMention = "previous-mention"
  case mentions, members, noise, say
  case logLine = "log-line"
  case searchAll = "search-all"
  case resend, discard
  // The console itself
  case commandLine = "command"
  case redraw, suspend, quit
}
