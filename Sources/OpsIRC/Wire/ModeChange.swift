/// One change of a mode.
public struct ModeChange: Hashable, Sendable {
  /// Whether it is set.
  public var isSet: Bool
  /// The mode, as `o`.
  public var mode: Character
  /// What it takes with it; nil for none.
  public var argument: String?

  /// A change.
  public init(isSet: Bool, _ mode: Character, _ argument: String? = nil) {
    self.isSet = isSet
    self.mode = mode
    self.argument = argument
  }

  /// The most changes that are read from one message.
  public static let changesMax = 1000
}

extension ISupport {
  /// The changes of a channel's modes, `-o+v foo bar` cut into words.
  ///
  /// Whether a mode takes a parameter is told by PREFIX and CHANMODES; one that is not known takes none.
  public func modeChanges(_ words: some Collection<String>) -> [ModeChange] {
    changes(words) { takes($0, whenSet: $1) }
  }

  /// The changes of one's own modes, of which none takes a parameter.
  public func userModeChanges(_ words: some Collection<String>) -> [ModeChange] {
    changes(words) { _, _ in false }
  }

  /// The sign of a mode that gives members one; nil for others.
  public func prefixSign(of mode: Character) -> Character? { prefixes.first { $0.mode == mode }?.sign }

  private func changes(
    _ words: some Collection<String>, takes: (Character, _ whenSet: Bool) -> Bool
  ) -> [ModeChange] {
    var changes: [ModeChange] = []
    var rest = words[...]
    // After the parameters of some modes more modes may follow: `+o ken -v yui`.
    while let modes = rest.popFirst() {
      var isSet = true
      for letter in modes.unicodeScalars.lazy.map({ Character($0) }) {
        if letter == "+" || letter == "-" {
          isSet = letter == "+"
          continue
        }
        guard changes.count < ModeChange.changesMax else { return changes }
        changes.append(ModeChange(isSet: isSet, letter, takes(letter, isSet) ? rest.popFirst() : nil))
      }
    }
    return changes
  }

  private func takes(_ mode: Character, whenSet isSet: Bool) -> Bool {
    if prefixes.contains(where: { $0.mode == mode }) { return true }
    if channelModes.lists.contains(mode) || channelModes.alwaysTaking.contains(mode) { return true }
    return isSet && channelModes.takingWhenSet.contains(mode)
  }
}
