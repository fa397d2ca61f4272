import Foundation

/// The text of the repository, as the tidy tests read it.
enum Repository {
  /// The folder that holds Package.swift.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder
  }()

  /// One file of text.
  struct File: CustomTestStringConvertibleFile {
    /// The path from the root, as `Sources/OpsDomain/Host.swift`.
    let path: String
    /// The lines, without their ends.
    let lines: [String]
    var testDescription: String { path }
  }

  /// All files below `folder` with this ending.
  static func files(below folder: String, ending: String) throws -> [File] {
    let base = root.appendingPathComponent(folder)
    guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
    return try walker.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted().map { name in
      try file("\(folder)/\(name)")
    }
  }

  /// One file by its path from the root.
  static func file(_ path: String) throws -> File {
    let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    return File(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }
}

/// Files that name themselves in test output.
protocol CustomTestStringConvertibleFile: Sendable {
  var testDescription: String { get }
}
