import OpsDomain
import OpsScreen

/// What a form is for.
enum FormTask: Hashable, Sendable {
  /// New work, perhaps as a copy of other work.
  case plan
  /// Planned work is changed.
  case change(OperationID)
  /// Work goes one step further.
  case step(OperationID, WindowState, occurrence: Timestamp?)
  /// The end of running work is moved.
  case extend(OperationID)
  case freeze, hold
  case clearFreeze(OperationID)
  case clearHold(OperationID)
  /// What is said of a host's status.
  case status
  /// A finding on a host is taken care of.
  case acknowledge(FleetProblem)
  /// Work is asked of somebody.
  case request(about: OperationID?)
  /// A request goes one step further; nil: a comment only.
  case answer(OperationID, RequestState?)
  /// The page of a day is published.
  case publish(day: String)

  /// The name under which what is typed is kept when the form is left; nil where it is not worth keeping.
  var draftContext: String? {
    switch self {
    case .plan: return "form:plan"
    case .freeze: return "form:freeze"
    case .hold: return "form:hold"
    case .request(nil): return "form:request"
    case .request(let id?): return "form:request:\(id)"
    case .publish(let day): return "form:publish:\(day)"
    default: return nil
    }
  }

  /// Reads what a draft is for from the name under which it is kept; nil when it is of no form.
  init?(draftContext name: String) {
    // What follows # tells several of one kind apart.
    let parts = name.prefix { $0 != "#" }.split(separator: ":", maxSplits: 2).map(String.init)
    guard parts.count >= 2, parts[0] == "form" else { return nil }
    switch (parts[1], parts.count == 3 ? parts[2] : nil) {
    case ("plan", nil): self = .plan
    case ("freeze", nil): self = .freeze
    case ("hold", nil): self = .hold
    case ("request", nil): self = .request(about: nil)
    case ("request", let text?):
      guard let id = OperationID(text) else { return nil }
      self = .request(about: id)
    case ("publish", let day?): self = .publish(day: day)
    default: return nil
    }
  }
}

/// Fields that a person fills in before something is done and recorded.
///
/// It says at every moment what Enter would do; what is wrong stands at the field.
struct Form: Sendable {
  let task: FormTask
  let title: String
  var fields: [FormField]
  var focus = 0
  /// What follows from the fields as they are.
  var review = FormReview()
  /// Whether Ctrl-X was pressed, so that Ctrl-E opens the editor.
  var awaitsEditor = false
  /// Whether problems are shown though the person has not come to their fields yet.
  var showsProblems = false
  /// The acts that are being recorded, or could not be, by their ticket.
  var attempt: Attempt?
  /// A text that goes with the form and is no field: the page of a day.
  var text = ""
  /// The name under which what is typed is kept; nil where it is not.
  var draftContext: String?

  /// Acts that were sent off.
  struct Attempt: Sendable {
    let ticket: Int
    let bodies: [OperationBody]
    var failure: String?
  }

  /// The longest text that a field takes, in bytes.
  static let textMax = Entry.textMax

  init(_ task: FormTask, title: String, fields: [FormField]) {
    self.task = task
    self.title = title
    self.fields = fields
    draftContext = task.draftContext
  }

  /// What a field holds; empty where the form has none of this kind.
  subscript(id: FormFieldID) -> String { fields.first { $0.id == id }?.value ?? "" }

  /// Whether a field is there and was changed.
  func isTouched(_ id: FormFieldID) -> Bool { fields.first { $0.id == id }?.isTouched ?? false }

  /// Whether anything was changed.
  var isTouched: Bool { fields.contains(where: \.isTouched) }

  /// Whether acts are under way.
  var isSaving: Bool { attempt.map { $0.failure == nil } ?? false }

  /// The field that keys go to.
  var current: FormField? { fields.indices.contains(focus) ? fields[focus] : nil }

  /// Replaces what a field holds.
  mutating func set(_ id: FormFieldID, _ text: String) {
    guard let place = fields.firstIndex(where: { $0.id == id }) else { return }
    fields[place].set(text)
  }

  mutating func move(_ step: Int) {
    guard !fields.isEmpty else { return }
    focus = (focus + step + fields.count) % fields.count
  }

  /// Goes to the first field with a problem, from the present one on; false when there is none.
  mutating func goToProblem() -> Bool {
    let order = fields.indices.map { (focus + $0) % fields.count }
    guard let place = order.first(where: { review.problems[fields[$0].id] != nil }) else { return false }
    focus = place
    return true
  }
}

/// What follows from the fields of a form.
struct FormReview: Sendable {
  /// What is wrong with fields, with the remedy; nothing is done while there is any.
  var problems: [FormFieldID: String] = [:]
  /// What was understood, below the fields.
  var notes: [FormFieldID: [String]] = [:]
  /// What the person should think of before it is done.
  var warnings: [String] = []
  /// What would be done, and on which hosts, in a sentence that goes on after "Enter".
  var statement = ""
  /// What would be recorded.
  var bodies: [OperationBody] = []
  /// What is said when it is done.
  var done = ""
  /// The words that can stand at the end of a field.
  var candidates: [String] = []
  /// From which character of the field on.
  var start = 0

  /// Whether it can be done.
  var isReady: Bool { problems.isEmpty && !bodies.isEmpty }
}

// MARK: drafts

extension Form {
  /// What was typed, to be kept; empty when nothing was.
  var draft: String {
    if case .publish = task { return text }
    guard isTouched else { return "" }
    return fields.filter { !$0.value.isEmpty }.map { field in
      let value = field.value.flatMap { character -> [Character] in
        character == "\\" ? ["\\", "\\"] : character.isNewline ? ["\\", "n"] : [character]
      }
      return "\(field.id.rawValue)=\(String(value))"
    }.joined(separator: "\n")
  }

  /// Takes what was kept back into the fields.
  mutating func restore(_ draft: String) {
    if case .publish = task {
      text = draft
      return
    }
    for line in draft.split(separator: "\n") {
      guard let sign = line.firstIndex(of: "="), let id = FormFieldID(rawValue: String(line[..<sign])) else { continue }
      var value = ""
      var isEscaped = false
      for character in line[line.index(after: sign)...] {
        if isEscaped {
          value.append(character == "n" ? "\n" : character)
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else {
          value.append(character)
        }
      }
      set(id, value)
    }
  }
}
