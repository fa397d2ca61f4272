import OpsDomain
import OpsScreen

/// What a person typed after `:`, understood.
enum TypedCommand: Hashable, Sendable {
  /// A command that has a key too.
  case run(Command)
  case theme(String)
  case filter(String)
  case sort(String)
  case host(HostID)
  case role(RoleID)
  case log(String)
  /// Something about plans: the word and what it is about.
  case planning(PlanWord, String)
  /// A question about what may be touched: the word and what it is about.
  case judging(JudgingWord, String)
  case mouse(Bool)
  case symbols(Symbols)
  case reload
  case quit

  /// Why a line could not be understood, in one sentence with the remedy.
  struct Problem: Error, Hashable { let message: String }

  /// A word that takes an argument, or has no key.
  struct Word: Sendable {
    let name: String
    /// The argument as help shows it; empty when there is none.
    let argument: String
    let help: String
  }

  /// The words besides the names of commands.
  static let words: [Word] =
    [
      Word(name: "host", argument: "NAME", help: "Open the view of a host"),
      Word(name: "role", argument: "NAME", help: "Show only the hosts of a role"),
      Word(name: "filter", argument: "CONDITION", help: "Show only hosts that fulfil the condition"),
      Word(name: "log", argument: "TEXT", help: "Write into the work log about the selection"),
    ] + JudgingWord.allCases.map { Word(name: $0.rawValue, argument: $0.argument, help: $0.help) }
    + PlanWord.allCases.map { Word(name: $0.rawValue, argument: $0.argument, help: $0.help) } + [
      Word(name: "sort", argument: "COLUMN", help: "Sort by a column"),
      Word(name: "theme", argument: "NAME", help: "Show in other colours"),
      Word(name: "symbols", argument: "braille|block|ascii", help: "Draw graphs and bars with these"),
      Word(name: "mouse", argument: "on|off", help: "Let the mouse select, or leave it to the terminal"),
      Word(name: "reload", argument: "", help: "Read configuration and inventory again"),
      Word(name: "quit", argument: "", help: "Quit at once; also :q"),
    ]

  /// Everything that can begin a line.
  static let names: [String] = {
    let special = words.map(\.name)
    return special + Command.allCases.map(\.rawValue).filter { !special.contains($0) }
  }()

  /// The name meant by a typed one: itself, `q`, or the only one that it begins.
  static func resolve(_ typed: String) throws(Problem) -> String {
    if typed == "q" { return "quit" }
    if names.contains(typed) { return typed }
    let matches = names.filter { $0.hasPrefix(typed) }
    if matches.count == 1 { return matches[0] }
    if matches.count > 1 { throw Problem(message: ":\(typed) may be \(matches.prefix(6).joined(separator: ", "))") }
    let hint = closestMatch(to: typed, among: names).map { "; did you mean :\($0)?" } ?? "; ? shows all"
    throw Problem(message: "there is no command :\(typed)\(hint)")
  }

  /// Understands a line, given what can be named at present.
  init(parsing line: String, vocabulary: Vocabulary) throws(Problem) {
    let (word, argument) = Self.split(line)
    let name = try Self.resolve(word)
    switch (name, argument.isEmpty) {
    case ("quit", _): self = .quit
    case ("reload", _): self = .reload
    case ("filter", true): self = .run(.filter)
    case ("filter", false): self = .filter(argument)
    case ("sort", true): self = .run(.sortMenu)
    case ("log", true): self = .run(.log)
    case ("log", false): self = .log(argument)
    case (let name, _) where PlanWord(rawValue: name) != nil:
      self = .planning(PlanWord(rawValue: name) ?? .window, argument)
    case (let name, _) where JudgingWord(rawValue: name) != nil:
      self = .judging(JudgingWord(rawValue: name) ?? .verdict, argument)
    case ("host", _), ("role", _), ("theme", _), ("symbols", _), ("mouse", _), ("sort", _):
      self = try Self.named(name, argument, vocabulary)
    case (_, false): throw Problem(message: ":\(name) takes no argument")
    default:
      guard let command = Command(rawValue: name) else { throw Problem(message: "there is no command :\(name)") }
      self = .run(command)
    }
  }

  private static func named(_ name: String, _ argument: String, _ vocabulary: Vocabulary) throws(Problem) -> Self {
    let known = vocabulary.arguments(of: name)
    guard let chosen = vocabulary.choose(argument, among: known) else {
      let wanted = name == "host" || name == "role" ? "no \(name) \"\(argument)\"" : "\(name) is one of \(list(known))"
      let hint = closestMatch(to: argument, among: known).map { "; did you mean \($0)?" } ?? ""
      throw Problem(message: argument.isEmpty ? ":\(name) needs a name" : wanted + hint)
    }
    switch name {
    case "host": return .host(HostID(chosen))
    case "theme": return .theme(chosen)
    case "sort": return .sort(chosen)
    case "mouse": return .mouse(chosen == "on")
    case "symbols": return .symbols(Symbols(rawValue: chosen) ?? .block)
    default:
      guard let role = vocabulary.role(named: chosen) else { throw Problem(message: "no role \"\(argument)\"") }
      return .role(role)
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }

  /// The first word and the rest, without blanks around.
  static func split(_ line: String) -> (word: String, argument: String) {
    let trimmed = line.drop { $0 == " " || $0 == ":" }
    let word = trimmed.prefix { $0 != " " }
    var argument = trimmed.dropFirst(word.count).drop { $0 == " " }
    while argument.last == " " { argument.removeLast() }
    return (String(word), String(argument))
  }
}
