public import OpsDomain

/// Something to be done outside.
///
/// Plain data, so that a test can compare it.
public enum Effect: Hashable, Sendable {
  /// What is on the screen changed: the watcher should know.
  ///
  /// `doubtful` are hosts whose facts say something against those of others, and are to be read again.
  case attend(visible: Set<HostID>, drilled: HostID?, wantsProcesses: Bool, doubtful: Set<HostID> = [])
  /// Read this host again now.
  case retry(HostID)
  /// Leave the screen to an interactive `ssh` to this host, and come back.
  case openShell(HostID)
  /// Put this text on the person's clipboard (OSC 52).
  case copy(String)
  /// Show with this theme from now on.
  case useTheme(String)
  /// Switch mouse reporting on or off.
  case useMouse(Bool)
  /// Draw the whole screen anew.
  case redraw
  /// Stop as Ctrl-Z does.
  case suspend
  /// Append a line to the command history file.
  case rememberCommand(String)
  /// Read configuration and inventory again.
  case reload
  /// Something to be done with the work log.
  case log(LogEffect)
  /// Something to be done with the chat.
  case chat(ChatEffect)
  /// Leave the program.
  case quit
}
