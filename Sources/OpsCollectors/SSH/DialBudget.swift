/// Who may dial now: so many at once over all hosts, and so many at once through one bastion.
///
/// Pure. First come, first served, but those who wait for a busy bastion do not hold up the others.
struct DialBudget {
  /// Names one who dials.
  typealias Dialler = Int

  /// Dials at once.
  let limit: Int
  /// Dials at once through one bastion, below the `MaxStartups 10:30:100` of sshd_config(5).
  let bastionLimit: Int
  private var waiting: [(dialler: Dialler, bastion: String?)] = []
  private var dialling: [Dialler: String?] = [:]
  private var throughBastion: [String: Int] = [:]

  /// A budget with nobody dialling.
  init(limit: Int = 16, bastionLimit: Int = 8) {
    self.limit = limit
    self.bastionLimit = bastionLimit
  }

  /// How many dial now.
  var count: Int { dialling.count }

  /// Asks to dial: true for now, else it waits and `release` will tell.
  mutating func request(_ dialler: Dialler, through bastion: String?) -> Bool {
    guard dialling[dialler] == nil else { return true }
    if grant(dialler, bastion) { return true }
    if !waiting.contains(where: { $0.dialler == dialler }) { waiting.append((dialler, bastion)) }
    return false
  }

  /// No longer dials or waits; gives those who may dial now.
  mutating func release(_ dialler: Dialler) -> [Dialler] {
    waiting.removeAll { $0.dialler == dialler }
    if let bastion = dialling.removeValue(forKey: dialler), let bastion {
      throughBastion[bastion] = (throughBastion[bastion] ?? 1) - 1
      if throughBastion[bastion] == 0 { throughBastion[bastion] = nil }
    }
    var granted: [Dialler] = []
    var index = 0
    while index < waiting.count, dialling.count < limit {
      if grant(waiting[index].dialler, waiting[index].bastion) {
        granted.append(waiting.remove(at: index).dialler)
      } else {
        index += 1
      }
    }
    return granted
  }

  private mutating func grant(_ dialler: Dialler, _ bastion: String?) -> Bool {
    guard dialling.count < limit else { return false }
    if let bastion {
      guard throughBastion[bastion, default: 0] < bastionLimit else { return false }
      throughBastion[bastion, default: 0] += 1
    }
    dialling.updateValue(bastion, forKey: dialler)
    return true
  }
}
