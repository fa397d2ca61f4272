/// Lets those who want to dial do so in turn; lives on one event loop.
final class DialDesk {
  private var budget: DialBudget
  /// Grants that are to be given, in turn.
  private var due: [() -> Void] = []
  private var isGranting = false
  private var grants: [DialBudget.Dialler: () -> Void] = [:]
  private var last = 0

  /// A desk with that budget.
  init(budget: DialBudget) { self.budget = budget }

  /// A number for one who will dial.
  func register() -> DialBudget.Dialler {
    last += 1
    return last
  }

  /// Asks to dial: true when it may now; else `granted` is called when it may.
  func request(_ dialler: DialBudget.Dialler, through bastion: String?, granted: @escaping () -> Void) -> Bool {
    if budget.request(dialler, through: bastion) { return true }
    grants[dialler] = granted
    return false
  }

  /// Does not dial or wait any more.
  func release(_ dialler: DialBudget.Dialler) {
    grants[dialler] = nil
    due += budget.release(dialler).compactMap { grants.removeValue(forKey: $0) }
    guard !isGranting else { return }
    isGranting = true
    // A grant that fails at once releases again: in turn, never one within the other.
    while !due.isEmpty {
      let batch = due
      due = []
      for grant in batch { grant() }
    }
    isGranting = false
  }
}
