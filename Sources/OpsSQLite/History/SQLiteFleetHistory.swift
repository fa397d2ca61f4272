import Glibc
import GRDB
public import OpsDomain

/// The fleet's past in a file of SQLite, readable by its owner only.
///
/// Several consoles of one person may keep the same minutes: what one has is completed by the other.
public final class SQLiteFleetHistory: FleetHistoryStore {
  /// The file.
  public var path: String { access.path }
  private let access: StoreAccess

  /// A past in this file; nothing is opened yet.
  public convenience init(path: String) { self.init(path: path, patience: StoreAccess.patience) }

  init(path: String, patience: Duration) {
    access = StoreAccess(path: path, schema: .history, patience: patience)
  }

  /// The past in this file, which is made when it is missing, with its folders.
  ///
  /// A file that is damaged is set aside, and the failure says where; the next call begins a new one.
  public static func open(path: String) async throws(StoreFailure) -> SQLiteFleetHistory {
    let store = SQLiteFleetHistory(path: path)
    try await store.watched { () async throws(StoreFailure) in _ = try await store.access.file() }
    return store
  }

  /// Closes the file; the next call opens it again.
  public func close() async { await access.close() }
}

// MARK: - Keeping

extension SQLiteFleetHistory {
  /// Keeps one minute, and puts hours that are over where hours are kept.
  public func record(_ minute: FleetMinute) async throws(StoreFailure) {
    try await watched { [access] () async throws(StoreFailure) in
      try await access.write { database, _ in try HistoryWriting(database).record(minute) }
    }
  }
}

// MARK: - Asking

extension SQLiteFleetHistory {
  /// What a measure of a host came to.
  public func series(
    of host: HostID, _ measure: HistoryMeasure, from start: Timestamp, to end: Timestamp,
    by resolution: HistoryResolution
  ) async throws(StoreFailure) -> [HistoryValue] {
    try await ask { try $0.series(of: host, measure, from: start, to: end, by: resolution) }
  }

  /// What was left of the filesystems of some hosts.
  public func mounts(
    of hosts: [HostID], minutesSince: Timestamp, hoursSince: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [MountHistory]] {
    try await ask { try $0.mounts(of: hosts, minutesSince: minutesSince, hoursSince: hoursSince, to: end) }
  }

  /// The highest load of each hour that is over.
  public func loadPeaks(
    of hosts: [HostID], from start: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [LoadPeak]] {
    try await ask { try $0.loadPeaks(of: hosts, from: start, to: end) }
  }

  /// What the whole fleet was like at a moment.
  public func fleet(at moment: Timestamp) async throws(StoreFailure) -> FleetMinute? {
    try await ask { try $0.fleet(at: moment) }
  }

  private func ask<Value: Sendable>(
    _ question: @escaping @Sendable (HistoryReading) throws -> Value
  ) async throws(StoreFailure) -> Value {
    try await watched { [access] () async throws(StoreFailure) in
      try await access.read { database, _ in try question(HistoryReading(database)) }
    }
  }

  /// Does it; a file that turns out to be damaged is set aside, so that the past begins anew.
  private func watched<Value: Sendable>(
    _ work: @Sendable () async throws(StoreFailure) -> Value
  ) async throws(StoreFailure) -> Value {
    do {
      return try await work()
    } catch {
      guard error.kind == .damaged else { throw error }
      await access.close()
      let aside = "\(path).damaged"
      guard unsafe rename(path, aside) == 0 else { throw error }
      for ending in ["-wal", "-shm"] { _ = unsafe unlink(path + ending) }
      throw StoreFailure(.damaged, "\(error.message); it was moved to \(aside), and the past begins anew")
    }
  }
}
