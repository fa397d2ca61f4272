import OpsDomain
import OpsIRC

/// What a link goes by.
struct LinkSettings: Sendable {
  /// The network's name in the configuration.
  var name: String
  /// Where it is, in words, as `irc.example.net:6697`.
  var address: String
  /// Whether it is connected to at the start.
  var connects: Bool
  /// The channels whose `!log` lines are captured, as they are written.
  var captured: [String] = []
  /// The channel in which entries are announced; nil for none here.
  var announced: String?
  /// Words that are watched for.
  var highlights: [String] = []
  /// Whether a text names a nick or one of these words.
  var highlight: @Sendable (String, String, [String]) -> Bool = { _, _, _ in false }
  /// The nick that is wanted.
  var nick: String

  /// Settings.
  init(name: String, address: String = "", connects: Bool = true, nick: String = "") {
    self.name = name
    self.address = address
    self.connects = connects
    self.nick = nick
  }
}
