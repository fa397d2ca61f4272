import OpsDomain
import OpsScreen

/// A word about plans that is typed after `:`.
enum PlanWord: String, CaseIterable, Hashable, Sendable {
  case window, freeze, hold, status, request

  /// What can follow, as help shows it.
  var argument: String {
    switch self {
    case .window: return "[M-81]"
    case .freeze, .hold, .status: return "[HOSTS]"
    case .request: return "[WHOM]"
    }
  }

  /// What it does: one line, imperative, no full stop.
  var help: String {
    switch self {
    case .window: return "Open a window, or plan new work about the selection"
    case .freeze: return "Plan a time in which nothing is changed; empty hosts freeze everything"
    case .hold: return "Keep others off the selection, or these hosts"
    case .status: return "Say how hosts stand: working, standby, maintenance, poweroff"
    case .request: return "Ask a person, a @group or duty:role about the selection"
    }
  }
}

extension ConsoleState {
  /// Does what was typed about plans.
  mutating func perform(_ word: PlanWord, _ argument: String) -> [Effect] {
    if word == .window, !argument.isEmpty {
      guard let window = log.team.window(reference: argument) else {
        say("there is no window \(argument); \(keyName(.maintenance)) shows all", isError: true)
        return []
      }
      return openWindow(window.id)
    }
    guard !settings.readOnly else {
      say("read-only: nothing is recorded")
      return []
    }
    let desk = FormDesk(self)
    let about = word != .request && !argument.isEmpty ? argument : selectionText
    switch word {
    case .window: open(.plan(about: about, desk))
    case .freeze: open(.freeze(about: argument, desk))
    case .hold: open(.hold(about: about, desk))
    case .status: open(.status(about: about))
    case .request:
      open(.request(about: selectedWindow?.id ?? selectedRequest?.id, targets: about))
      form?.set(.to, argument)
      if !argument.isEmpty { form?.move(1) }
      considerForm()
    }
    return []
  }

  /// Whether a command means something of its own in the pane of plans that is shown.
  func meansMoreInPlans(_ command: Command) -> Bool {
    guard !isInHost else { return false }
    switch (currentPane, command) {
    case (.requests, .nextMatch): return searchText.isEmpty
    case (.digest, .recheck): return true
    default: return false
    }
  }

  /// What a key does in the panes of plans, where it is another word than elsewhere.
  func planningLabel(of command: Command) -> String? {
    guard !isInHost else { return nil }
    switch (currentPane, command) {
    case (.requests, .plan): return "answer"
    case (.requests, .retract): return "decline"
    case (.requests, .reply): return "comment"
    case (.maintenance, .amend): return "change"
    case (.digest, .amend): return "edit and publish"
    default: return nil
    }
  }

  /// The commands worth showing in the panes of plans; nil in other panes.
  var planningHints: [Command]? {
    guard !isInHost else { return nil }
    switch currentPane {
    case .maintenance:
      let isOpen = (panes[.maintenance] as? MaintenancePane)?.opened != nil
      let acts: [Command] = selectedWindow == nil ? [] : [.amend, .showHosts, .log]
      return (isOpen ? [] : [.open]) + [.back, .plan] + acts + [.copy, .nextPane, .commandLine, .help]
    case .requests:
      let isOpen = (panes[.requests] as? RequestsPane)?.opened != nil
      let acts: [Command] = selectedRequest == nil ? [] : [.acknowledge, .reply, .retract, .showHosts]
      return (isOpen ? [] : [.open]) + [.back, .plan] + acts + [.nextPane, .commandLine, .help]
    case .digest: return [.open, .back, .amend, .recheck, .copy, .commandLine, .help]
    default: return nil
    }
  }
}
