extension Schema {
  /// The conversations: "opsc".
  ///
  /// Unlike the work log, a line that a loss of power takes away is no lie to anybody: the network has it still, or it
  /// is said that it is missing. So a commit need not wait for the disk.
  static let chat = Schema(
    name: "chat's history", label: "chat", application: 0x6F70_7363, steps: [chatFirst, chatSecond],
    isSafeAtOnce: false,
    shrinks: true)

  /// Conversations and their lines.
  ///
  /// - `line`: one row a line. Numbers are never given twice, so that a line that was removed is not taken for another.
  ///   `folded` is the text as it is searched, where it differs from `text`.
  /// - `line_trigram` and `line_bigram` told where words may stand.
  private static let chatFirst = """
    CREATE TABLE buffer (
      id INTEGER PRIMARY KEY,
      network TEXT NOT NULL,
      target TEXT NOT NULL,
      kind TEXT NOT NULL,
      title TEXT NOT NULL,
      seen_at INTEGER,
      seen_id INTEGER,
      is_open INTEGER NOT NULL,
      UNIQUE (network, target)
    ) STRICT;

    CREATE TABLE line (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      buffer INTEGER NOT NULL,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      sender TEXT NOT NULL,
      account TEXT,
      colour TEXT NOT NULL,
      text TEXT NOT NULL,
      folded TEXT,
      message TEXT,
      flags INTEGER NOT NULL,
      prefix TEXT NOT NULL,
      delivery INTEGER,
      failure TEXT,
      until INTEGER,
      entry BLOB
    ) STRICT;
    CREATE INDEX line_place ON line(buffer, at, id);
    CREATE INDEX line_time ON line(at, id);
    CREATE UNIQUE INDEX line_message ON line(buffer, message) WHERE message IS NOT NULL;

    CREATE VIRTUAL TABLE line_trigram USING fts5(
      folded, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1');
    CREATE VIRTUAL TABLE line_bigram USING fts5(
      grams, content='', columnsize=0, detail=none, tokenize='ascii');

    CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """

  /// Searches go through the lines now: the tables that told where words stand took more than half of what it costs to
  /// keep a line.
  private static let chatSecond = "DROP TABLE line_trigram; DROP TABLE line_bigram;"
}
