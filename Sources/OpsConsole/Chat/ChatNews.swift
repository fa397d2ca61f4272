public import OpsDomain

/// News of the chat.
public enum ChatNews: Sendable {
  /// The networks of the configuration in their order, and what is remembered from earlier sessions; told first and
  /// when the configuration changes.
  case opened([String], [StoredBuffer])
  /// How it stands with a network.
  case network(String, NetworkStatus)
  /// A conversation was opened, or what is known of it changed.
  case buffer(BufferID, BufferFacts)
  /// A conversation was closed: it leaves the list.
  case closed(BufferID)
  /// The members of a channel, whole; told for the buffer that was asked for by `members`.
  case members(BufferID, [ChatMember])
  /// The newest stored lines of a buffer, oldest first, as a start; replaces what is shown.
  case history(BufferID, [ChatLine])
  /// Lines that were added: mostly at the end; those with `isPlayback` belong where their time says.
  case lines(BufferID, [ChatLine])
  /// Lines whose delivery, time or entry changed, by their numbers.
  case updated(BufferID, [ChatLine])
  /// Lines before a place, oldest first; fewer than asked for: there are no more.
  case older(BufferID, [ChatLine], ticket: Int)
  /// Lines after a place, oldest first; fewer than asked for: there are no more.
  case newer(BufferID, [ChatLine], ticket: Int)
  /// Lines that were found, newest first.
  case found([ChatHit], ticket: Int)
  /// What was asked for failed, in words.
  case failed(String, ticket: Int)
  /// The store of conversations cannot be used and why; nil: all is well again. Chat goes on without.
  case trouble(String?)
  /// These entries of the work log were announced.
  case announced([OperationID])
}

/// Something to be done with the chat.
public enum ChatEffect: Hashable, Sendable {
  /// Say texts, each in one message, in this order; they come back as lines with their delivery.
  case say(BufferID, [String], ChatSaying)
  /// Send an own line again that was not sent or failed.
  case resend(BufferID, line: Int64)
  /// Forget an own line that was not sent or failed.
  case discard(BufferID, line: Int64)
  /// Do a command that was typed in a conversation: there its answers are shown.
  case command(BufferID, ChatCommand)
  /// Open a query, or a channel's stored conversation.
  case open(network: String, target: String)
  /// Close a conversation: leave the channel, forget the query from the list; lines stay stored.
  case close(BufferID)
  /// The newest lines of a buffer: answered by `history`.
  case show(BufferID)
  /// The members of a channel are shown (answered by `members`, again when they change); nil: none are.
  case members(BufferID?)
  /// Lines before a place; asks the server when the store has no more.
  case older(BufferID, before: ChatPlace, limit: Int, ticket: Int)
  /// Lines after a place, from the store: after a jump to an old line.
  case newer(BufferID, after: ChatPlace, limit: Int, ticket: Int)
  /// Lines that hold a text, in one buffer or in all; older than a place where it is given.
  case search(String, BufferID?, before: ChatPlace?, limit: Int, ticket: Int)
  /// Remember that a buffer was read up to here.
  case seen(BufferID, ChatPlace)
  /// Connect now, or again; leave, with `false`.
  case connect(network: String, Bool)
  /// An entry of the work log was made of a line.
  case linked(BufferID, line: Int64, OperationID)
  /// Ring the terminal's bell and show words in the title of the terminal's window; empty for the usual title.
  case ring(title: String, bell: Bool)
}

/// How something is said.
public enum ChatSaying: Hashable, Sendable { case message, action, notice }

/// Commands that go to a network.
public enum ChatCommand: Hashable, Sendable {
  case join(String, key: String?)
  case part(String, reason: String)
  case nick(String)
  /// nil asks for the topic.
  case topic(String, String?)
  case names(String)
  case whois(String)
  case away(String?)
  case invite(nick: String, channel: String)
  case kick(channel: String, nick: String, reason: String)
  case mode([String])
  case list([String])
  case raw(String)
  /// Show the network's messages as they go, on its own page; again: no longer.
  case switchRaw
  /// Hide what somebody says from now on, by nick or mask; `false` shows it again.
  case ignore(String, Bool)
}
