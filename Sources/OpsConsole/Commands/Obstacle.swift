import OpsDomain

extension Command {
  /// Why the command cannot be done now, in a sentence for the person who pressed its key; nil when it can.
  public func obstacle(in state: ConsoleState) -> String? {
    if state.meansMoreInPlans(self) { return nil }
    switch self {
    case .shell: return shellObstacle(state)
    case .open: return state.isInHost || hasSelection(state) ? nil : "nothing is selected here"
    case .mark: return !state.actedOn.isEmpty || state.selectedHost != nil ? nil : "no host is selected here"
    case .recheck: return state.actedOn.isEmpty ? "no host is selected here" : nil
    case .copy: return state.isInHost || !state.marks.isEmpty || hasSelection(state) ? nil : "nothing is selected here"
    case .unmarkAll, .actOnMarked:
      return state.marks.isEmpty
        ? "nothing is marked; \(state.keyName(.mark)) marks, \(state.keyName(.markPattern)) by pattern" : nil
    case .reply, .amend, .retract, .thread, .showHosts:
      return state.currentPane == .workLog && !state.isInHost && state.selectedEntry == nil
        ? "there is no entry yet" : nil
    case .openTicket:
      guard let record = state.selectedEntry else { return "no entry is selected here" }
      return record.entry.tickets.isEmpty && record.links.isEmpty ? "the entry names no ticket" : nil
    case .drafts: return state.waitingDrafts.isEmpty ? "no text waits" : nil
    case .problemsOnly, .markPattern:
      return state.currentPane == .workLog && !state.isInHost ? "that is for lists of hosts" : nil
    case .nextMark, .previousMark: return state.hasMarks ? nil : "nothing was written or planned in this hour"
    case .clearFilter: return state.filter.isActive ? nil : "all hosts are shown"
    case .nextMatch, .previousMatch:
      return state.isInHost || !state.searchText.isEmpty
        ? nil : "nothing was looked for yet; \(state.keyName(.search)) does"
    case .sortMenu, .sortNext, .sortPrevious, .sortInvert:
      return state.isInHost || !state.panes[state.currentPane].sortNames.isEmpty ? nil : "the order is fixed here"
    case .resend, .discard:
      return state.chat.shown?.selectedLine?.canBeResent == true
        ? nil : "the selected line was sent or is none of yours"
    case .logLine:
      return state.chat.shown?.selectedLine?.isSaid == true ? nil : "what people say can become an entry"
    case .nextTab, .previousTab, .toggleTree: return state.isInHost ? nil : "that is for the view of a host"
    default: return nil
    }
  }

  private func hasSelection(_ state: ConsoleState) -> Bool {
    let world = state.world
    let pane = state.panes[state.currentPane]
    return pane.selectedHost(world) != nil || pane.selectedRole(world) != nil || pane.copyText(world) != nil
  }

  private func shellObstacle(_ state: ConsoleState) -> String? {
    if state.settings.readOnly { return "read-only: ssh is not opened" }
    guard let id = state.selectedHost, let host = state.shownFleet[id]?.host else { return "no host is selected here" }
    switch host.sources.first {
    case .simulation: return "\(id) is simulated: there is nothing to log in to"
    case .local: return "\(id) is this machine"
    case .ssh, .nodeExporter, nil: return nil
    }
  }
}
