import OpsDomain
import OpsScreen

/// How the lines of a conversation are to be shown.
struct ChatRowOptions: Sendable {
  /// The columns there are.
  var columns: Int
  /// Puts times into words.
  var clock: LogClock
  /// Which glyphs can be shown.
  var symbols = Symbols.block
  /// Whether coming and going is shown line by line.
  var showsNoise = false
  /// After which line the rule stands that says what is new; nil for none.
  var marker: ChatPlace?
  /// Own nick; empty where it is not known.
  var ownNick = ""
  /// The prefixes of members in the channel, by nick; where they are known.
  var prefixes: [String: String] = [:]
  /// Words that are marked, as they were typed.
  var sought: [String] = []
  /// The hosts and roles whose names are marked in what people say.
  var names = MentionIndex(hosts: [], roles: [])
  /// What a person does to send a line again that was not sent; empty for nothing.
  var resendHint = "r sends it again"

  init(columns: Int, clock: LogClock) {
    self.columns = columns
    self.clock = clock
  }
}
