import Dispatch
import Glibc
import OpsDomain
import OpsSQLite
import Synchronization

/// Looks at the work log and at what writing into it needs.
struct LogDoctor {
  let files: FileOptions

  /// All checks; none where the settings cannot be read, which another check says.
  func examine() -> [DoctorCheck] {
    let loaded = ConsoleFile.load(files.configurationFile, isExplicit: files.config != nil, paths: files.paths)
    guard case .success(let settings) = loaded else { return [] }
    do {
      let access = try WorkLogAccess(settings: settings, paths: files.paths, environment: files.environment)
      return [author(access), zone(access, settings), editor()] + log(access)
    } catch {
      return [.fail("author", error.message, "export OPSCONSOLE_AUTHOR=NAME, or author: { account: NAME }")]
    }
  }

  private func author(_ access: WorkLogAccess) -> DoctorCheck {
    let author = access.author
    let name = author.display == author.account ? author.account : "\(author.account), \(author.display)"
    return .ok("author", author.verified == .os ? "\(name), the user of this machine" : "\(name), as the settings say")
  }

  private func zone(_ access: WorkLogAccess, _ settings: ConsoleFile) -> DoctorCheck {
    let wanted = PersonalZone(setting: settings.timeZone, environment: files.environment).name
    guard access.zones.find(wanted) != nil else {
      return .warn(
        "time zone", "\(wanted) is not in the zone database: entries are written in UTC",
        "apt install tzdata, or time_zone: Asia/Tokyo in config.yaml")
    }
    return .ok("time zone", access.zoneName)
  }

  private func editor() -> DoctorCheck {
    let session = EditorSession(environment: files.environment, folder: "", abbreviated: { $0 })
    guard let command = session.command else {
      return .warn("editor", "there is none", "apt install nano, or export EDITOR")
    }
    let program = String(command.prefix { $0 != " " })
    guard find(program, environment: files.environment) != nil else {
      return .warn("editor", "there is no program \(program)", "export EDITOR=nano, or another one that is installed")
    }
    return .ok("editor", command)
  }

  private func log(_ access: WorkLogAccess) -> [DoctorCheck] {
    var status = stat()
    guard unsafe stat(access.path, &status) == 0 else {
      guard errno == ENOENT else {
        return [.fail("work log", "\(access.shownPath): \(errorText(errno))", "repair the folder, or log: { path: … }")]
      }
      return [.ok("work log", "\(access.shownPath), which the first entry makes")]
    }
    return [rights(access, status)] + contents(access, bytes: Int(status.st_size))
  }

  private func rights(_ access: WorkLogAccess, _ status: stat) -> DoctorCheck {
    let folder = folder(of: access.path)
    var above = stat()
    let isOpen = status.st_mode & 0o077 != 0
    guard !isOpen else {
      return .warn(
        "work log", "\(access.shownPath) can be read by others", "chmod 600 \(access.shownPath)")
    }
    if unsafe stat(folder, &above) == 0, above.st_mode & 0o022 != 0 {
      return .warn(
        "work log", "others can write into \(files.paths.abbreviated(folder))",
        "chmod 700 \(files.paths.abbreviated(folder))")
    }
    guard unsafe Glibc.access(access.path, W_OK) == 0, unsafe Glibc.access(folder, W_OK) == 0 else {
      return .fail("work log", "\(access.shownPath) cannot be written", "chown it to you, or log: { path: … }")
    }
    return .ok("work log", access.shownPath)
  }

  private func contents(_ access: WorkLogAccess, bytes: Int) -> [DoctorCheck] {
    let path = access.path
    let found = waitForStore { () async throws(StoreFailure) in
      let store = try await SQLiteStore.open(path: path)
      let facts = try await store.facts()
      let problem = try await store.integrityProblem()
      let last = try await store.entries(EntryQuery(), .newest, limit: 1).records.last
      return Contents(facts: facts, problem: problem, last: last, writer: try await store.writerName())
    }
    switch found {
    case .success(let contents): return contents.checks(bytes: bytes, zone: access.zone)
    case .failure(let failure): return [.fail("work log contents", failure.message, remedy(failure))]
    }
  }

  private func remedy(_ failure: StoreFailure) -> String {
    failure.isTemporary
      ? "try again; the text that could not be saved is kept as a draft"
      : "opsconsole doctor says more once it is repaired"
  }

  /// What the file holds.
  private struct Contents {
    var facts: StoreFacts
    var problem: String?
    var last: EntryRecord?
    var writer: String?

    func checks(bytes: Int, zone: ZoneRules) -> [DoctorCheck] {
      var checks: [DoctorCheck] = []
      if let problem {
        checks.append(
          .fail(
            "work log contents", "the file is damaged: \(problem)",
            "copy it, then: opsconsole log export --format jsonl >all.jsonl; move it away; opsconsole log import all.jsonl"
          ))
      } else {
        checks.append(.ok("work log contents", words(bytes: bytes, zone: zone)))
      }
      let schema = "schema \(facts.schema)"
      checks.append(
        facts.schema > facts.knownSchema
          ? .warn("work log schema", "\(schema) is newer than this program knows", "install the newer opsconsole")
          : .ok("work log schema", writer.map { "\(schema), written as \($0)" } ?? schema))
      checks.append(
        facts.findsParts
          ? .ok("SQLite", "\(facts.library), full text of any script")
          : .warn(
            "SQLite", "\(facts.library) has no full text",
            "install libsqlite3-0 of Debian; searches are slow until then"))
      return checks
    }

    private func words(bytes: Int, zone: ZoneRules) -> String {
      let size = "\(formatBytes(Double(bytes)))"
      guard let last else { return "sound, no entries, \(size)" }
      let moment = CivilTime(last.entry.at, offsetSeconds: zone.offset(at: last.entry.at).offsetSeconds)
      let count = facts.entries == 1 ? "1 entry" : "\(facts.entries) entries"
      return "sound, \(count), \(size), the last of \(moment.date) \(moment.clock)"
    }
  }
}

/// Waits on this thread for what a store does; for commands, never on the main thread of a console.
func waitForStore<Value: Sendable>(
  _ body: @escaping @Sendable () async throws(StoreFailure) -> Value
) -> Result<Value, StoreFailure> {
  let answer = StoreAnswer<Value>()
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    do throws(StoreFailure) {
      answer.put(.success(try await body()))
    } catch {
      answer.put(.failure(error))
    }
    done.signal()
  }
  done.wait()
  return answer.take() ?? .failure(StoreFailure(.other, "the work log did not answer"))
}

/// What a task has brought, for the thread that waits for it.
private final class StoreAnswer<Value: Sendable>: Sendable {
  private let value = Mutex<Result<Value, StoreFailure>?>(nil)
  func put(_ result: Result<Value, StoreFailure>) { value.withLock { $0 = result } }
  func take() -> Result<Value, StoreFailure>? { value.withLock { $0 } }
}
