/// Lets those who want to dial do so in turn; lives on one event loop.
final class DialDesk {
  private var budget: DialBudget
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
    for next in budget.release(dialler) { grants.removeValue(forKey: next)?() }
  }
}
