extension Schema {
  /// The work log: "opsl".
  ///
  /// Its files are never made smaller, since nothing is removed from them.
  static let workLog = Schema(
    name: "work log", label: "log", application: 0x6F70_736C, steps: [workLogFirst], isSafeAtOnce: true, shrinks: false)

  /// Operations, which are the truth, and what is drawn from them in the same transaction.
  ///
  /// - `op`: one row an operation, in the order in which this store took them in. `entry` is the entry that a change
  ///   concerns; `plan` marks what is not about entries.
  /// - `entry`: one row an entry, with what lists need to find it; its text is in the operations.
  /// - `term`, `entry_term`: by what entries are found, `h:` a host, `r:` a role and so on; see EntryTerms.
  /// - `entry_text`: what is searched, folded; `entry_trigram` and `entry_bigram` tell where words may stand in it.
  private static let workLogFirst = """
    CREATE TABLE op (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      writer TEXT NOT NULL,
      seq INTEGER NOT NULL,
      hlc_wall INTEGER NOT NULL,
      hlc_counter INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      received_at INTEGER,
      zone TEXT NOT NULL,
      account TEXT NOT NULL,
      display TEXT NOT NULL,
      verified TEXT NOT NULL,
      on_behalf_of TEXT,
      via TEXT NOT NULL,
      type TEXT NOT NULL,
      body TEXT NOT NULL,
      body_hash BLOB NOT NULL,
      schema INTEGER NOT NULL,
      entry BLOB,
      plan INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX op_writer ON op(writer, seq);
    CREATE INDEX op_clock ON op(hlc_wall, hlc_counter);
    CREATE INDEX op_entry ON op(entry) WHERE entry IS NOT NULL;
    CREATE INDEX op_plan ON op(number) WHERE plan;

    CREATE TRIGGER op_stays BEFORE DELETE ON op
    BEGIN SELECT raise(ABORT, 'operations are never deleted'); END;
    CREATE TRIGGER op_unchanged BEFORE UPDATE ON op
    WHEN NOT (
      NEW.number = OLD.number AND NEW.id = OLD.id AND NEW.writer = OLD.writer AND NEW.seq = OLD.seq
      AND NEW.hlc_wall = OLD.hlc_wall AND NEW.hlc_counter = OLD.hlc_counter AND NEW.recorded_at = OLD.recorded_at
      AND NEW.received_at IS OLD.received_at AND NEW.zone = OLD.zone AND NEW.account = OLD.account
      AND NEW.display = OLD.display AND NEW.verified = OLD.verified AND NEW.on_behalf_of IS OLD.on_behalf_of
      AND NEW.via = OLD.via AND NEW.type = OLD.type AND NEW.body_hash = OLD.body_hash AND NEW.schema = OLD.schema
      AND NEW.entry IS OLD.entry AND NEW.plan = OLD.plan
      AND OLD.type IN ('entry.add', 'entry.amend', 'entry.link')
      AND EXISTS (SELECT 1 FROM op WHERE op.entry = coalesce(OLD.entry, OLD.id) AND op.type = 'entry.redact'))
    BEGIN SELECT raise(ABORT, 'operations are never changed; only a redaction removes their text'); END;

    CREATE TABLE writer (
      name TEXT PRIMARY KEY,
      machine TEXT NOT NULL,
      inode INTEGER NOT NULL,
      minted_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE plan_number (series TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;

    CREATE TABLE entry (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL,
      at INTEGER NOT NULL,
      changes INTEGER NOT NULL,
      retracted INTEGER NOT NULL,
      terms TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX entry_place ON entry(at, id);

    CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE entry_term (
      term INTEGER NOT NULL,
      at INTEGER NOT NULL,
      entry INTEGER NOT NULL,
      PRIMARY KEY (term, at, entry)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE entry_text (entry INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE entry_trigram USING fts5(
      folded, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1');
    CREATE VIRTUAL TABLE entry_bigram USING fts5(
      grams, content='', columnsize=0, detail=none, tokenize='ascii');
    """
}
