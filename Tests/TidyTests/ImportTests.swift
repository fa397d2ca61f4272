import Testing

/// Who may import whom: the table of Sources/ARCHITECTURE.md.
private let allowed: [String: Set<String>] = [
  "OpsDomain": [],
  "OpsScreen": [],
  "OpsCollectors": [
    "OpsDomain", "COpsSystem", "Glibc", "Foundation", "Dispatch", "Synchronization", "NIOCore", "NIOPosix", "NIOHTTP1",
    "AsyncHTTPClient",
  ],
  "OpsIRC": [
    "Glibc", "Foundation", "Dispatch", "Synchronization", "NIOCore", "NIOPosix", "NIOTLS", "NIOSSL", "Crypto",
  ],
  "OpsSQLite": ["OpsDomain", "Glibc", "Foundation", "Dispatch", "Synchronization", "GRDB", "Crypto"],
  "OpsConsole": ["OpsDomain", "OpsScreen"],
  "OpsTerminal": ["OpsScreen", "CNcurses", "Glibc"],
  "OpsApp": [
    "OpsDomain", "OpsScreen", "OpsIRC", "OpsCollectors", "OpsSQLite", "OpsConsole", "OpsTerminal", "COpsSystem",
    "Glibc", "Foundation", "Dispatch", "Synchronization", "ArgumentParser", "Yams", "NIOCore", "NIOPosix",
    "AsyncHTTPClient", "Crypto",
  ],
  "opsconsole": ["OpsApp"],
]

@Test(arguments: allowed.keys.sorted())
func aTargetImportsOnlyWhatTheTableAllows(target: String) throws {
  let files = try Repository.files(below: "Sources/\(target)", ending: ".swift")
  #expect(!files.isEmpty)
  for file in files {
    for (number, line) in file.lines.enumerated() {
      guard let module = importedModule(line) else { continue }
      #expect(allowed[target]?.contains(module) == true, "\(file.path):\(number + 1) imports \(module)")
    }
  }
}

/// The module that a line imports, or nil.
private func importedModule(_ line: String) -> String? {
  var words = line.split(separator: " ").map(String.init)[...]
  while let first = words.first,
    ["public", "internal", "private", "fileprivate", "@preconcurrency", "@testable"].contains(first)
  {
    words = words.dropFirst()
  }
  guard words.first == "import", var module = words.dropFirst().first else { return nil }
  if ["struct", "class", "enum", "func", "protocol"].contains(module), let next = words.dropFirst(2).first {
    module = next
  }
  return module.split(separator: ".").first.map(String.init)
}
