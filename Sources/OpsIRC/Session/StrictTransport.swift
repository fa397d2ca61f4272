extension IRCSession {
  /// The policy of the capability `sts`, `port=6697,duration=2592000`; it is told and never asked for.
  mutating func onStrictTransport(_ value: String) {
    var port: Int?
    var duration: Int64?
    for part in value.split(separator: ",") {
      let words = part.split(separator: "=", maxSplits: 1)
      guard words.count == 2 else { continue }
      if words[0] == "port" { port = Int(words[1]).flatMap { (1...65_535).contains($0) ? $0 : nil } }
      if words[0] == "duration" { duration = Int64(words[1]).flatMap { $0 >= 0 ? $0 : nil } }
    }
    if port != nil || duration != nil { tell(.sts(port: port, duration: duration)) }
  }
}
