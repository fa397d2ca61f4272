// The members of what is recorded of entries.

extension EntryKind: JSONWord {}
extension WorkResult: JSONWord {}
extension TimePrecision: JSONWord {}
extension EntryTarget.Kind: JSONWord {}
extension EntryTarget.Origin: JSONWord {}

private let nowhen = Timestamp(milliseconds: 0)
private let nobody = OperationID(high: 0, low: 0)

extension EntryTarget: JSONRecord {
  static var blank: EntryTarget { EntryTarget(.host, "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("kind", &kind)
    try visitor.required("id", &id)
    try visitor.optional("nameThen", &nameThen)
    try visitor.optional("roleThen", &roleThen)
    try visitor.usual("origin", &origin, .explicit)
  }
}

extension CommandRecord: JSONRecord {
  static var blank: CommandRecord { CommandRecord(text: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("text", &text)
    try visitor.optional("host", &host)
    try visitor.optional("folder", &folder)
    try visitor.optional("started", &started)
    try visitor.optional("ended", &ended)
    try visitor.optional("exit", &exit)
    try visitor.optional("output", &output)
    try visitor.optional("outputBytes", &outputBytes)
    try visitor.optional("outputCut", &outputCut)
  }
}

extension Entry: JSONRecord {
  static var blank: Entry { Entry("", at: nowhen) }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.usual("kind", &kind, .note)
    try visitor.required("at", &at)
    try visitor.usual("zone", &zone, "")
    try visitor.usual("precision", &precision, .second)
    try visitor.optional("title", &title)
    try visitor.required("text", &text)
    try visitor.usual("targets", &targets, [])
    try visitor.optional("thread", &thread)
    try visitor.optional("replyTo", &replyTo)
    try visitor.usual("tags", &tags, [])
    try visitor.usual("tickets", &tickets, [])
    try visitor.optional("result", &result)
    try visitor.optional("command", &command)
    try visitor.optional("irc", &chat)
  }
}

extension ChatOrigin: JSONRecord {
  static var blank: ChatOrigin { ChatOrigin(network: "", channel: "", sender: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("network", &network)
    try visitor.required("channel", &channel)
    try visitor.optional("msgid", &messageID)
    try visitor.usual("sender", &sender, "")
    try visitor.optional("account", &account)
    try visitor.optional("serverTime", &serverTime)
  }
}

extension EntryAmendment: JSONRecord {
  static var blank: EntryAmendment { EntryAmendment(entry: nobody, reason: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("entry", &entry)
    try visitor.required("reason", &reason)
    try visitor.optional("text", &text)
    try visitor.optional("at", &at)
    try visitor.optional("targets", &targets)
    try visitor.optional("kind", &kind)
    try visitor.optional("tags", &tags)
    try visitor.optional("thread", &thread)
    try visitor.optional("result", &result)
  }
}

extension EntryStrike: JSONRecord {
  static var blank: EntryStrike { EntryStrike(entry: nobody, reason: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("entry", &entry)
    try visitor.required("reason", &reason)
  }
}

extension EntryLink: JSONRecord {
  static var blank: EntryLink { EntryLink(entry: nobody, target: "") }

  mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.required("entry", &entry)
    try visitor.required("target", &target)
    try visitor.usual("relation", &relation, "")
  }
}
