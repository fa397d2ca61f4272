import OpsConsole

/// Who does what the console asks of the chat: the networks themselves, or the demonstration.
///
/// What it learns it tells as `ChatNews`. None of its calls waits.
protocol ChatServing: Sendable {
  /// Opens what is stored and connects; told once, when the first picture stands.
  func begin()
  /// Does what the console asks.
  func perform(_ effect: ChatEffect)
  /// Looks whether the machine slept, so that what broke meanwhile is noticed; called about once a second.
  func look()
  /// Watches for these words from now on, besides the own nick.
  func highlight(_ words: [String])
  /// Leaves all networks and stores what was said; nothing is told afterwards.
  func finish()
}

extension ChatServing {
  func look() {}
  func highlight(_ words: [String]) {}
}
