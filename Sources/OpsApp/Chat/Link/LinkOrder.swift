import OpsDomain
import OpsIRC

/// What is asked of a link.
enum LinkOrder: Hashable, Sendable {
  /// Ask the session for something.
  case request(SessionRequest)
  /// The same, as a person typed it in a conversation.
  case command(SessionRequest, typedIn: BufferID)
  /// Show messages as they go, or no longer.
  case switchRaw(typedIn: BufferID)
  /// Connect, or leave.
  case want(Bool)
  /// A conversation is open, as people write its name.
  case open(String)
  /// A conversation was closed.
  case close(String)
  /// Show the members of a channel, folded; nil: of none.
  case members(String?)
  /// Confirm a line that was taken into the work log.
  case confirm(LogConfirmation)
  /// Fetch what was said before a moment.
  case older(String, before: Int64, messageID: String?, limit: Int)
  /// How the network folded names in an earlier run.
  case folds(Casemapping)
  /// The newest lines that were stored in earlier sessions, by folded names.
  case remember([String: ChatLine])
  /// Watch for these words from now on.
  case highlight([String])
  /// The machine slept.
  case woke
}

/// One network as the desk sees it.
protocol ChatLinking: Sendable {
  /// Does what is asked, later, in the order in which it was asked for.
  func perform(_ order: LinkOrder)
}
