import OpsDomain
import OpsScreen

/// What `config.yaml` says of the chat; nil and empty where it says nothing.
struct ChatKeys: Sendable, Hashable {
  /// The networks, in the order in which they are shown.
  var networks: [NetworkKeys] = []
  /// Words that are watched for, besides one's own nicks.
  var highlight: [String] = []
  /// Whether the terminal's bell rings when somebody calls.
  var bell: Bool?
  /// The channels in which `!log` lines become entries; nil: see `captures`.
  var logChannels: [ChannelReference]?
  /// Where new entries, windows and the like are told.
  var announce: ChannelReference?
  /// How long lines are kept, in days.
  var historyDays: Int?
  /// How many bytes all lines may take.
  var historyBytes: Int64?

  /// The most networks.
  static let networkLimit = 16
  /// The most words that are watched for.
  static let highlightLimit = 100
  /// The most channels in which `!log` is heard.
  static let logChannelLimit = 100
  /// How long lines are kept where nothing is said.
  static let usualDays = 90
  /// How many bytes lines may take where nothing is said.
  static let usualBytes: Int64 = 200_000_000

  /// Whether the bell rings; it does where nothing is said.
  var rings: Bool { bell ?? true }
  /// The channels in which `!log` lines become entries: those named, else the one that is announced to.
  var captures: [ChannelReference] { logChannels ?? announce.map { [$0] } ?? [] }
  /// How long lines are kept, in days.
  var keptDays: Int { historyDays ?? Self.usualDays }
  /// How many bytes all lines may take.
  var keptBytes: Int64 { historyBytes ?? Self.usualBytes }

  /// Reads the key `chat`.
  mutating func read(_ top: inout MapReader, folder: String, paths: Paths) {
    guard var chat = top.map("chat") else { return }
    if let reader = chat.map("networks") { readNetworks(reader, folder: folder, paths: paths) }
    highlight = limited("highlight", chat.readList("highlight", Self.word) ?? [], Self.highlightLimit, chat)
    bell = chat.read("bell", ScalarParsing.bool)
    logChannels = chat.readList("log_channels", reference).map {
      limited("log_channels", $0, Self.logChannelLimit, chat)
    }
    announce = chat.read("announce", reference)
    if var history = chat.map("history") {
      historyDays = history.read("days") { text throws(BadValue) in try ScalarParsing.whole(text, in: 1...36_500) }
      historyBytes = history.read("size", Self.size)
      history.finish()
    }
    chat.finish()
  }

  private mutating func readNetworks(_ reader: MapReader, folder: String, paths: Paths) {
    for entry in reader.named {
      guard networks.count < Self.networkLimit else {
        reader.problems.add(entry.place, key: reader.path, "holds more than \(Self.networkLimit) networks")
        return
      }
      let name = YAMLValue(content: .scalar(entry.key), place: entry.place)
      let parsed = readScalar(name, key: reader.path, problems: reader.problems, ChatNames.network)
      guard let parsed, var map = MapReader(entry.value, path: reader.path(of: entry.key), problems: reader.problems)
      else { continue }
      if networks.contains(where: { $0.name == parsed }) {
        reader.problems.add(entry.place, key: reader.path(of: parsed), "is given twice", remedy: "keep one of them")
        continue
      }
      networks.append(NetworkKeys(name: parsed, &map, folder: folder, paths: paths))
      map.finish()
    }
  }

  /// A channel that one of the networks joins: a name that nobody is in would be announced to in vain.
  private func reference(_ text: String) throws(BadValue) -> ChannelReference {
    let reference = try ChannelReference.read(text)
    guard let network = networks.first(where: { $0.name == reference.network }) else {
      throw BadValue(
        "there is no network \"\(shortened(reference.network))\"",
        remedy: suggestion(for: reference.network, among: networks.map(\.name)) ?? "write it under chat.networks")
    }
    let names = network.channels.map(\.name)
    guard let known = names.first(where: { $0.lowercased() == reference.channel.lowercased() }) else {
      throw BadValue(
        "\"\(shortened(reference.channel))\" is not among the channels of \(network.name)",
        remedy: suggestion(for: reference.channel, among: names) ?? "add it to chat.networks.\(network.name).channels")
    }
    return ChannelReference(network: network.name, channel: known)
  }

  private func limited<Value>(_ key: String, _ values: [Value], _ limit: Int, _ reader: MapReader) -> [Value] {
    guard values.count > limit else { return values }
    reader.problems.add(reader.place, key: reader.path(of: key), "holds more than \(limit) values")
    return Array(values.prefix(limit))
  }

  private static func word(_ text: String) throws(BadValue) -> String {
    guard !text.trimmingBlanks.isEmpty, text.utf8.count <= 128, harmless(text) == text else {
      throw BadValue("must be a visible word of at most 128 bytes")
    }
    return text.trimmingBlanks
  }

  private static func size(_ text: String) throws(BadValue) -> Int64 {
    let bytes = try ScalarParsing.bytes(text)
    guard (1e6...1e12).contains(bytes) else { throw BadValue("must be from 1MB to 1TB, not \"\(shortened(text))\"") }
    return Int64(bytes)
  }
}
