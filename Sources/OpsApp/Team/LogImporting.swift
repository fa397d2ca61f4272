import Glibc
import OpsDomain
import OpsSQLite
import OpsScreen

/// Takes over operations and lines that were written elsewhere; whatever is here already is left as it is.
final class LogImporting {
  /// What is recorded at once.
  private static let batch = 500
  /// The most mistakes that are told one by one.
  private static let toldMax = 20
  /// After how many lines the person is told how far it is.
  private static let progressStep = 10_000

  private let desk: TeamDesk
  private let name: String
  private let isTrial: Bool
  private let showsProgress = isatty(STDERR_FILENO) == 1
  private var lastLine = 0

  private(set) var new = 0
  private(set) var known = 0
  private(set) var mistakes = 0

  /// An import of a file of this name; a trial records nothing.
  init(_ desk: TeamDesk, name: String, isTrial: Bool) {
    self.desk = desk
    self.name = name
    self.isTrial = isTrial
  }

  /// Takes over operations, one a line of JSON.
  func operations(_ lines: () throws -> LineReading.Line?) throws {
    var pending: [(line: Int, operation: OpsDomain.Operation)] = []
    while let line = try lines() {
      report(line.number)
      guard let text = readable(line), !text.allSatisfy(\.isWhitespace) else { continue }
      do {
        pending.append((line.number, try operation(parsingJSON: text)))
      } catch {
        tell(line.number, error.message)
      }
      if pending.count >= Self.batch { try merge(&pending) }
    }
    try merge(&pending)
  }

  private func merge(_ pending: inout [(line: Int, operation: OpsDomain.Operation)]) throws {
    guard !pending.isEmpty else { return }
    defer { pending = [] }
    if isTrial { return try count(pending.map(\.operation.id)) }
    do {
      let taken = try desk.merge(pending.map(\.operation))
      new += taken
      known += pending.count - taken
    } catch let failure as CommandFailure where Self.isOfOne(failure) {
      for (line, operation) in pending { try take(line) { try desk.merge([operation]) } }
    }
  }

  /// Takes over lines `time author host: text`; those indented go on with the one before.
  func plainLines(_ lines: () throws -> LineReading.Line?) throws {
    var block: [String] = []
    var first = 1
    var identities = PlainIdentities()
    while let line = try lines() {
      report(line.number)
      guard let text = readable(line) else { continue }
      let goesOn = text.first == " " || text.first == "\t"
      if block.count >= Self.batch, !goesOn {
        try record(block, first, &identities)
        block = []
      }
      // Lines that cannot be read leave a gap, so that the numbers stay right.
      if block.isEmpty { first = line.number }
      while first + block.count < line.number { block.append("") }
      block.append(text)
    }
    try record(block, first, &identities)
  }

  private func record(_ block: [String], _ first: Int, _ identities: inout PlainIdentities) throws {
    let (lines, problems) = PlainLine.all(in: block.joined(separator: "\n"), zone: desk.zone)
    for problem in problems { tell(first + problem.line - 1, problem.message) }
    var drafts: [OperationDraft] = []
    for line in lines {
      let body = OperationBody.entryAdd(line.entry())
      if let problem = body.problem {
        StandardOutput.complain("\(name): “\(line.text.prefix(40))”: \(problem.message)")
        mistakes += 1
        continue
      }
      let author = Author(line.author, verified: .none)
      drafts.append(OperationDraft(id: identities.next(for: line), author: author, via: .imported, body: body))
    }
    guard !drafts.isEmpty else { return }
    let before = new
    try count(drafts.map(\.id))
    guard !isTrial, new > before else { return }
    try desk.record(drafts)
  }

  /// Counts what is here already.
  private func count(_ ids: [OperationID]) throws {
    let there = try desk.read(else: 0) { store throws(StoreFailure) in
      var there = 0
      for id in ids where try await !store.identities(beginningWith: id.description, limit: 1).isEmpty { there += 1 }
      return there
    }
    known += there
    new += ids.count - there
  }

  private func take(_ line: Int, _ body: () throws -> Int) throws {
    do {
      let taken = try body()
      new += taken
      known += 1 - taken
    } catch let failure as CommandFailure where Self.isOfOne(failure) {
      tell(line, failure.message)
    }
  }

  /// Whether the failure is that of one operation among others.
  private static func isOfOne(_ failure: CommandFailure) -> Bool {
    switch failure.kind {
    case .conflict, .invalid, .tooLarge: return true
    default: return false
    }
  }

  private func readable(_ line: LineReading.Line) -> String? {
    if line.text == nil {
      tell(line.number, "is not UTF-8 text, or longer than \(LineReading.lineBytesMax / 1_048_576) MiB")
    }
    return line.text
  }

  private func tell(_ line: Int, _ message: String) {
    mistakes += 1
    if mistakes <= Self.toldMax { StandardOutput.complain("\(name):\(line): \(message)") }
    if mistakes == Self.toldMax + 1 { StandardOutput.complain("\(name): … and more") }
  }

  private func report(_ line: Int) {
    guard showsProgress, line - lastLine >= Self.progressStep else { return }
    lastLine = line
    StandardOutput.complain("\(line) lines")
  }
}

/// Identities of lines that have none: the same line has the same one wherever it is imported.
struct PlainIdentities {
  private var seen: [[UInt8]: Int] = [:]

  /// The identity of a line; of lines that are all the same, the first, second and so on each have their own.
  mutating func next(for line: PlainLine) -> OperationID {
    let parts = [
      "\(line.at.milliseconds)", line.precision.rawValue, line.author, line.hosts.joined(separator: ","), line.text,
    ]
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    let digest = sha256(of: Array(text.utf8))
    let count = seen[digest, default: 0]
    seen[digest] = count + 1
    let numbered = count == 0 ? digest : sha256(of: digest + Array("\(count)".utf8))
    let milliseconds = UInt64(clamping: line.at.milliseconds) & 0xFFFF_FFFF_FFFF
    func word(_ range: Range<Int>) -> UInt64 { numbered[range].reduce(0) { $0 << 8 | UInt64($1) } }
    return OperationID(high: milliseconds << 16 | word(0..<2), low: word(2..<10))
  }
}
