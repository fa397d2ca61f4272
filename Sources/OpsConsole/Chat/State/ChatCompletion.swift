/// What could stand at the cursor of the input line.
struct ChatCompletion: Hashable, Sendable {
  /// The names, the likeliest first; empty when nothing is completed.
  var names: [String] = []
  /// From which character of the line on a name stands.
  var start = 0
  /// What is put after a name.
  var suffix = ""
  /// How many of the names are nicks; they come first.
  var nickCount = 0
  /// Which name stands there; nil when it is only a beginning that all share.
  var chosen: Int?
}
