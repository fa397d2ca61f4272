public import OpsDomain

/// News of the work log.
public enum LogNews: Sendable {
  /// Texts that were begun in earlier sessions, by context, and the last entry seen; told before the store is open.
  case drafts([String: String], seen: EntryPlace?)
  /// The store is open: what the team has planned, drafts by context, and the last entry seen in an earlier session.
  case opened(TeamState, drafts: [String: String], seen: EntryPlace?)
  /// The store cannot be used at present and why; nil: all is well again.
  case trouble(StoreFailure?)
  /// What is planned, held and asked changed.
  case team(TeamState)
  /// The page that was asked for.
  case page(EntryPage, ticket: Int)
  /// Entries that were added or changed, by this console or others.
  case changed([EntryRecord])
  /// The acts were recorded for good.
  case saved([Operation], ticket: Int)
  /// What was asked for failed; nothing was recorded.
  case failed(StoreFailure, ticket: Int)
  /// What came back from the editor; nil when nothing was written.
  case edited(String?, ticket: Int)
  /// How many entries there are about hosts.
  case counts([HostID: Int])
}

/// Something to be done with the work log.
///
/// A ticket is a number that the answer carries; a second attempt has the same one, so that nothing is recorded twice.
public enum LogEffect: Hashable, Sendable {
  /// Record these acts, all or none.
  case append([OperationBody], ticket: Int)
  /// Read a page of entries.
  case read(EntryQuery, EntryPosition, limit: Int, ticket: Int)
  /// Count the entries about hosts.
  case count([HostID])
  /// Keep a text that is being written; an empty one is forgotten.
  case keepDraft(context: String, text: String)
  /// Leave the screen to the person's editor with this text, and come back.
  case edit(String, ticket: Int)
  /// Remember that entries up to here were seen.
  case seen(EntryPlace)
  /// Open an address in the person's browser, or put it on the clipboard where there is none.
  case openLink(String)
}
