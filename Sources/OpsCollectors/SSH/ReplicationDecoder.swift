import OpsDomain

/// Turns what databases tell of replication into facts.
enum ReplicationDecoder {
  /// Puts replication into the facts; programs must be there already.
  static func read(_ section: SectionText, into reading: inout FactsReading) {
    guard let programs = reading.programs else { return }
    var parts: [Replication] = []
    if programs["postgres"] != nil || programs["postmaster"] != nil {
      if let text = section.part("postgresql") {
        parts.append(postgresql(text))
      } else {
        reading.unknowns[.replications] = PostureText.late
      }
    }
    if programs["mysqld"] != nil || programs["mariadbd"] != nil {
      if let part = section.part("mysql").flatMap(mysql) {
        parts.append(part)
      } else {
        let isDenied = PostureText.isDenied(section, "mysql")
        reading.unknowns[.replications] = isDenied ? "MySQL needs root" : "MySQL did not tell"
      }
    }
    if reading.unknowns[.programs] == nil { reading.replications = parts }
  }

  /// The lines of `mysql -E` as `Replica_IO_Running: Yes`; nil where it told nothing.
  static func mysql(_ text: ArraySlice<UInt8>) -> Replication? {
    var values: [String: String] = [:]
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      guard let (key, value) = line.parted(at: Byte.colon) else { continue }
      let name = key.drop(while: Byte.isBlank).text.replacingWords()
      if values[name] == nil { values[name] = value.drop(while: Byte.isBlank).text }
    }
    guard let copies = values["copies"].flatMap({ Int($0) }) else { return nil }
    guard let io = values["Replica_IO_Running"], let sql = values["Replica_SQL_Running"] else {
      return Replication(engine: .mysql, part: copies > 0 ? .primary : .single, replicaCount: copies)
    }
    return Replication(
      engine: .mysql, part: .replica, source: values["Source_Host"], isRunning: io == "Yes" && sql == "Yes",
      lagSeconds: values["Seconds_Behind_Source"].flatMap { Double($0) }, replicaCount: copies)
  }

  /// The titles of processes as `123/cmdline:postgres: 15/main: walsender repl 10.0.0.8(40312) streaming 0/3000148`.
  static func postgresql(_ text: ArraySlice<UInt8>) -> Replication {
    var (senders, receives, recovers) = (0, false, false)
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      let title = line.text
      if title.contains("walreceiver") || title.contains("wal receiver") { receives = true }
      if title.contains("walsender") || title.contains("wal sender") { senders += 1 }
      if title.contains("recovering") { recovers = true }
    }
    if receives || recovers {
      return Replication(engine: .postgresql, part: .replica, isRunning: receives, replicaCount: senders)
    }
    return Replication(engine: .postgresql, part: senders > 0 ? .primary : .single, replicaCount: senders)
  }
}

extension String {
  /// The name of a column in the words of newer servers.
  fileprivate func replacingWords() -> String {
    switch self {
    case "Slave_IO_Running": "Replica_IO_Running"
    case "Slave_SQL_Running": "Replica_SQL_Running"
    case "Master_Host": "Source_Host"
    case "Seconds_Behind_Master": "Seconds_Behind_Source"
    default: self
    }
  }
}
