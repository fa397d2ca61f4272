import OpsDomain

/// Why nothing can be told: a file that cannot be read, an inventory with mistakes.
struct VerdictTrouble: Error {
  /// In one sentence; may hold text from outside.
  var message: String

  init(_ message: String) { self.message = message }

  /// The first of the mistakes in files; how many more there are is said.
  init(_ problems: ConfigurationProblems) {
    let all = problems.all.map(\.description)
    let more = all.count > 1 ? " (and \(all.count - 1) more)" : ""
    message = (all.first ?? "the configuration cannot be read") + more
  }
}

extension Verdict {
  /// The answer when nothing can be told.
  init(of text: String, _ question: VerdictQuestion, for trouble: VerdictTrouble) {
    var question = question
    question.subject = .unknown(text, trouble.message)
    let empty = Fleet(Inventory(), at: question.at)
    let store = StoreStanding(unreachedSince: question.at, trouble: trouble.message)
    self.init(question, VerdictSnapshot(fleet: empty, store: store, now: question.at))
  }
}
