import OpsDomain

/// What the chat does for the work log, and how it reaches it.
struct ChatLog: Sendable {
  /// Records a captured line, unless it is there under its identity or one of these.
  var record: @Sendable (OperationDraft, [OperationID]) async -> CaptureOutcome
  /// The fleet, by which hosts are known in lines.
  var fleet: @Sendable () -> KnownFleet
  /// The name under which this machine writes into the work log; nil while it is not known.
  var writer: @Sendable () async -> String?
  /// Who sits here.
  var author: Author
  /// Whether lines are captured: not where nothing may be recorded.
  var captures = true
  /// Whether acts are announced in a channel.
  var announces = false
}

/// The hosts and roles that lines may name.
struct KnownFleet: Sendable {
  /// The inventory.
  var inventory: Inventory
  /// The names in it.
  var index: MentionIndex

  /// The names of an inventory.
  init(_ inventory: Inventory) {
    self.inventory = inventory
    index = MentionIndex(inventory)
  }
}
