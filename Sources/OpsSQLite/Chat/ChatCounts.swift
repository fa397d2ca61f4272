import GRDB
public import OpsDomain

extension SQLiteChatStore {
  /// How many lines are stored of each conversation; of one without lines nothing is said.
  public func counts() async throws(StoreFailure) -> [BufferID: Int] {
    try await access.read { database, _ in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT network, target, number FROM
            (SELECT buffer, COUNT(*) AS number FROM line GROUP BY buffer) AS counted JOIN buffer ON buffer.id = counted.buffer
          LIMIT ?
          """, arguments: [Self.buffersMax])
      let counts = rows.map { (BufferID(network: $0[0], target: $0[1]), $0[2] as Int) }
      return Dictionary(counts) { first, _ in first }
    }
  }
}
