import ArgumentParser
import Foundation
import Glibc
import OpsDomain
import OpsScreen

/// Where a command takes the text that a person writes: its arguments, standard input, or the person's editor.
struct TextIntake {
  /// The most that is read; far over what an entry may hold, so that what is too long can be kept and is not lost.
  static let bytesMax = 16 * 1_048_576

  let environment: [String: String]

  /// The text of the arguments; of standard input for `-` and where none is typed; else of the editor.
  func text(_ words: [String], edit: Bool, proposal: String = "") throws -> String {
    if edit {
      let isPiped = words == ["-"]
      return try edited(isPiped ? try standardInput() : words.isEmpty ? proposal : words.joined(separator: " "))
    }
    if !words.isEmpty, words != ["-"] { return words.joined(separator: " ") }
    if words.isEmpty, isatty(STDIN_FILENO) == 1 { return try edited(proposal) }
    return try standardInput()
  }

  /// All of standard input, without newlines at its end.
  func standardInput() throws -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = unsafe read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CommandFailure("standard input cannot be read: \(errorText(errno))") }
      if count == 0 { break }
      guard bytes.count + count <= Self.bytesMax else {
        throw CommandFailure("standard input is longer than \(Self.bytesMax / 1_048_576) MiB")
      }
      bytes.append(contentsOf: chunk[..<count])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("standard input is not UTF-8 text; iconv(1) converts it")
    }
    return Self.withoutLastNewlines(text)
  }

  /// What the person's editor leaves of a text.
  func edited(_ text: String) throws -> String {
    guard
      isatty(STDIN_FILENO) == 1 || isatty(STDOUT_FILENO) == 1 || environment["EDITOR"] != nil
        || environment["VISUAL"] != nil
    else { throw ValidationError("there is no text: give it as an argument, or on standard input with -") }
    let path = "\(Self.temporaryFolder(environment))/opsconsole-\(UUID().uuidString).md"
    guard writeFile(path, text.isEmpty ? "" : text + "\n", flags: O_CREAT | O_EXCL) else {
      throw CommandFailure("\(path) cannot be written: \(errorText(errno))", unsaved: text)
    }
    let status = try run(path)
    guard status == 0 else { throw CommandFailure("the editor ended with status \(status); the text is in \(path)") }
    do {
      let edited = try readText(path, limit: Self.bytesMax)
      _ = unsafe unlink(path)
      return Self.withoutLastNewlines(edited)
    } catch {
      throw CommandFailure("\(path) \(error.message)")
    }
  }

  /// Runs the editor on a file in the person's terminal; its status.
  private func run(_ path: String) throws -> Int32 {
    let session = EditorSession(environment: environment, folder: "", abbreviated: { $0 })
    guard let editor = session.command else {
      throw CommandFailure("there is no editor: set EDITOR, or install one: apt install nano; the text is in \(path)")
    }
    // What came in by a pipe leaves the terminal to the editor.
    let isPiped = isatty(STDIN_FILENO) == 0 && isatty(STDOUT_FILENO) == 1
    let script = "\(editor) \"$@\"\(isPiped ? " </dev/tty" : "")"
    let child: ForegroundChild
    do {
      child = try ForegroundChild("/bin/sh", ["sh", "-c", script, editor, path], environment: environment)
    } catch {
      throw CommandFailure("the editor “\(editor)” cannot be started: \(error.words); the text is in \(path)")
    }
    defer { child.giveBackTerminal() }
    while true {
      var ready = [pollfd(fd: child.bell.descriptor, events: Int16(POLLIN), revents: 0)]
      _ = unsafe poll(&ready, 1, -1)
      switch child.change() {
      case .none: continue
      case .ended(let status): return status
      case .stopped: child.stopWithUs()
      }
    }
  }

  static func withoutLastNewlines(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, last.isNewline { text = text.dropLast() }
    return String(text)
  }

  private static func temporaryFolder(_ environment: [String: String]) -> String {
    for name in ["XDG_RUNTIME_DIR", "TMPDIR"] {
      if let folder = environment[name], folder.hasPrefix("/"), unsafe access(folder, W_OK) == 0 { return folder }
    }
    return "/tmp"
  }
}
