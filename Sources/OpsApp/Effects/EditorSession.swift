import Glibc
import OpsConsole
import OpsDomain
import OpsTerminal

/// Leaves the terminal to the person's editor with one text, and comes back with what it has become.
struct EditorSession: Sendable {
  let environment: [String: String]
  /// Where the file of the text lies meanwhile; only its owner may look into it.
  let folder: String
  /// Makes a path short for messages.
  let abbreviated: @Sendable (String) -> String

  /// What came of it.
  struct Outcome: Sendable {
    /// The text; nil when it is to stay as it was.
    var text: String?
    /// What there is to say; nil for nothing.
    var problem: String?
    /// Whether this program was asked to end meanwhile.
    var mustEnd = false
  }

  /// The person's editor as a line for the shell, which may hold options; nil when there is none.
  var command: String? {
    for name in ["VISUAL", "EDITOR"] {
      if let named = environment[name]?.trimmingBlanks, !named.isEmpty { return named }
    }
    return ["editor", "nano", "vi", "vim"].first { find($0, environment: environment) != nil }
  }

  /// Opens the editor and returns when it has ended.
  func edit(_ text: String, terminal: Terminal) -> Outcome {
    guard let command else {
      return Outcome(problem: "there is no editor: set EDITOR, or install one: apt install nano")
    }
    makeFolders(folder)
    var place = Array("\(folder)/edit-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&place) != nil else {
      return Outcome(problem: "\(abbreviated(folder)) cannot be written: \(errorText(errno))")
    }
    let own = String(decoding: place.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = "\(own)/entry.md"
    defer { _ = unsafe rmdir(own) }
    guard writeFile(file, text.isEmpty ? "" : "\(text)\n", flags: O_CREAT | O_EXCL) else {
      let problem = "\(abbreviated(file)) cannot be written: \(errorText(errno))"
      _ = unsafe unlink(file)
      return Outcome(problem: problem)
    }
    let arguments = ["sh", "-c", "\(command) \"$@\"", command, file]
    let ending = ForegroundProgram(environment: environment).run("/bin/sh", arguments, terminal: terminal)
    return outcome(of: ending, command, file, before: text)
  }

  /// What an editor that ended in some way has left in its file, which held `before`.
  func outcome(
    of ending: ForegroundProgram.Ending, _ command: String, _ file: String, before: String
  ) -> Outcome {
    switch ending {
    case .notStarted(let words):
      _ = unsafe unlink(file)
      return Outcome(problem: "the editor “\(command)” could not be started: \(words)")
    case .interrupted: return Outcome(problem: "the text is in \(abbreviated(file))", mustEnd: true)
    case .ended(let status) where status != 0:
      let failed = "the editor “\(command)” ended with status \(status)"
      // It may mean to discard, and it may have crashed: what was written is not ours to throw away.
      guard isUnchanged(file, from: before) else {
        return Outcome(problem: "\(failed): the text is as it was before; what it wrote is in \(abbreviated(file))")
      }
      _ = unsafe unlink(file)
      return Outcome(problem: "\(failed): the text is as it was before")
    case .ended: return read(file)
    }
  }

  /// Whether a file holds nothing beyond a text; one that cannot be read may hold more.
  private func isUnchanged(_ file: String, from text: String) -> Bool {
    do {
      let left = try readText(file, limit: Entry.textMax + 1)
      return left == text || left == "\(text)\n"
    } catch FileFailure.missing {
      return true
    } catch {
      return false
    }
  }

  /// What the editor has left; what is too long or no text stays in its file.
  private func read(_ file: String) -> Outcome {
    let kept = "it is kept in \(abbreviated(file))"
    do {
      // A newline at the end is the editor's, and an entry of the largest size may have it.
      var text = try readText(file, limit: Entry.textMax + 1)
      if text.last?.isNewline == true { text.removeLast() }
      guard text.utf8.count <= Entry.textMax else { throw FileFailure.tooLarge(limit: Entry.textMax) }
      _ = unsafe unlink(file)
      return Outcome(text: text)
    } catch FileFailure.missing {
      return Outcome(problem: "the editor has removed the file: the text is as it was before")
    } catch FileFailure.tooLarge {
      return Outcome(problem: "the text is longer than \(Entry.textMax / 1024) KiB; \(kept)")
    } catch let failure as FileFailure {
      return Outcome(problem: "the text \(failure.message); \(kept)")
    } catch {
      return Outcome(problem: "the text cannot be read; \(kept)")
    }
  }
}
