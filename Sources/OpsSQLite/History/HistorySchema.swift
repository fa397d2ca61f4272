extension Schema {
  /// The fleet's past: "opsh".
  ///
  /// A loss of power may take the last minutes away: nobody was promised them, and a gap is drawn as a gap. So a commit
  /// need not wait for the disk, which would wake it every minute for as long as the console runs.
  static let history = Schema(
    name: "history", label: "history", application: 0x6F70_7368, steps: [historyFirst], isSafeAtOnce: false,
    shrinks: true)

  /// What is kept of the fleet; `body` is what `HistoryBlock` and `MinuteBody` write.
  ///
  /// - `minute`: one row a minute with all hosts, appended and never changed but by another console; the hours that are
  ///   not over yet.
  /// - `measure_hour`, `mount_hour`: one row a host and hour, with 60 values of each measure, or of each filesystem.
  /// - `measure_day`, `mount_day`: one row a host and day, with 24 values.
  ///
  /// The key of these holds the time above and the host below (see `HistoryKey`), so that the rows of all hosts of a
  /// time lie together, are appended in order and removed together.
  private static let historyFirst = """
    CREATE TABLE host (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, seen INTEGER NOT NULL) STRICT;
    CREATE TABLE mount (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, seen INTEGER NOT NULL) STRICT;
    CREATE TABLE minute (minute INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
    CREATE TABLE measure_hour (key INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
    CREATE TABLE mount_hour (key INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
    CREATE TABLE measure_day (key INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
    CREATE TABLE mount_day (key INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
    """
}

/// The tables of blocks.
enum HistoryTable: String, CaseIterable {
  case measureHour = "measure_hour"
  case mountHour = "mount_hour"
  case measureDay = "measure_day"
  case mountDay = "mount_day"

  /// How many times are kept: a day of hours and a quarter of days, and those that are only begun.
  var kept: Int { self == .measureHour || self == .mountHour ? 26 : 92 }
}

/// The key of a block: an hour or a day, and a host.
enum HistoryKey {
  /// The bits of a host's number.
  private static let bits: Int64 = 20
  /// The largest number of a host.
  static let hostMax: Int64 = 1 << bits - 1

  static func key(_ time: Int64, _ host: Int64) -> Int64 { time &<< bits | (host & hostMax) }
  static func time(_ key: Int64) -> Int64 { key &>> bits }
  static func host(_ key: Int64) -> Int64 { key & hostMax }
}
