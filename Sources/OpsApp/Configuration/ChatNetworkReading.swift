import OpsDomain
import OpsIRC
import OpsScreen

extension NetworkKeys {
  /// Reads one; what is wrong has been told, and stands there as well as it can.
  init(name: String, _ reader: inout MapReader, folder: String, paths: Paths) {
    let address = reader.read("address", Self.address)
    let isMissing = address == nil && !reader.named.contains { isSameKey($0.key, "address") && !$0.value.isNull }
    if isMissing {
      reader.problems.add(reader.place, key: reader.path, "has no address", remedy: "add address: irc.example.jp")
    }
    let tls = Self.tls(&reader, folder: folder, paths: paths)
    let port = reader.read("port", ScalarParsing.port)
    if let port, let other = address?.port, other != port {
      reader.problems.add(
        reader.place, key: reader.path, "has the port \(other) in its address and port: \(port)",
        remedy: "keep one of them")
    }
    self.init(
      name: name, host: address?.host ?? "",
      port: port ?? address?.port ?? (tls == nil ? Self.plainPort : Self.securePort),
      tls: tls)
    nicks = reader.readList("nicks", ChatNames.nick) ?? []
    if nicks.count > Self.nickLimit {
      reader.problems.add(reader.place, key: reader.path(of: "nicks"), "holds more than \(Self.nickLimit) nicks")
    }
    user = reader.read("user", ChatNames.user)
    realName = reader.read("real_name", Self.realName)
    password = SecretPlace.read("password", &reader, paths, example: "IRC_PASSWORD")
    login = LoginKeys(&reader, tls: tls, paths: paths)
    channels = Self.channels(&reader, paths: paths)
    fallback = reader.read("encoding", Self.encoding) ?? .cp1252
    connects = reader.read("connect", ScalarParsing.bool) ?? true
  }

  private typealias Address = (host: String, port: Int?)

  /// `irc.example.jp`, `irc.example.jp:6697`, `2001:db8::1` or `[2001:db8::1]:6697`.
  private static func address(_ text: String) throws(BadValue) -> Address {
    let remedy = "write it as irc.example.jp, irc.example.jp:6697 or [2001:db8::1]:6697"
    if let scheme = ["ircs://", "irc://", "irc+insecure://"].first(where: { text.lowercased().hasPrefix($0) }) {
      throw BadValue("must be a host, not an address that begins with \(scheme)", remedy: remedy)
    }
    var (host, port) = (text, String?.none)
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      host = String(text[text.index(after: text.startIndex)..<end])
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw BadValue("is no address", remedy: remedy) }
      port = rest.isEmpty ? nil : String(rest.dropFirst())
    } else if text.filter({ $0 == ":" }).count == 1, let colon = text.firstIndex(of: ":") {
      host = String(text[..<colon])
      port = String(text[text.index(after: colon)...])
    }
    let isHost = host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/@,#?\"'\\[]".utf8.contains($0) }
    guard (1...253).contains(host.utf8.count), isHost, host.utf8.first != UInt8(ascii: "-") else {
      throw BadValue("\"\(shortened(text))\" is no address of a server", remedy: remedy)
    }
    return (host, try port.map { text throws(BadValue) in try ScalarParsing.port(text) })
  }

  private static func realName(_ text: String) throws(BadValue) -> String {
    guard !text.trimmingBlanks.isEmpty, text.utf8.count <= realNameBytes, harmless(text) == text else {
      throw BadValue(
        "must be a visible name of at most \(realNameBytes) bytes",
        remedy: "\"\(mark)\" is added, and servers cut names")
    }
    return text.trimmingBlanks
  }

  private static func encoding(_ text: String) throws(BadValue) -> FallbackEncoding {
    if isSameKey(text, "utf8") { return .cp1252 }
    if isSameKey(text, "windows1252") { return .cp1252 }
    return try ScalarParsing.choice(text, FallbackEncoding.self)
  }

  // MARK: - Channels

  private static let quotes = "write it in quotes, \"#ops\": without them # begins a comment"

  private static func channels(_ reader: inout MapReader, paths: Paths) -> [ChannelKeys] {
    let path = reader.path(of: "channels")
    if let empty = reader.named.first(where: { isSameKey($0.key, "channels") && $0.value.isNull }) {
      reader.problems.add(empty.place, key: path, "is empty", remedy: quotes)
    }
    guard let value = reader.take("channels") else { return [] }
    var items = [value]
    if case .list(let list) = value.content { items = list }
    if items.count > channelLimit {
      reader.problems.add(value.place, key: path, "holds more than \(channelLimit) channels")
    }
    var channels: [ChannelKeys] = []
    for (index, item) in items.prefix(channelLimit).enumerated() {
      let key = items.count == 1 ? path : "\(path)[\(index)]"
      guard let channel = channel(item, key: key, reader.problems, paths) else { continue }
      if channels.contains(where: { $0.name.lowercased() == channel.name.lowercased() }) {
        reader.problems.add(item.place, key: key, "\(channel.name) is given twice", remedy: "keep one of them")
      } else {
        channels.append(channel)
      }
    }
    return channels
  }

  private static func channel(
    _ value: YAMLValue, key: String, _ problems: ProblemList, _ paths: Paths
  ) -> ChannelKeys? {
    switch value.content {
    case .null:
      problems.add(value.place, key: key, "names no channel", remedy: quotes)
      return nil
    case .map:
      guard var map = MapReader(value, path: key, problems: problems) else { return nil }
      let name = map.read("name", ChatNames.channel)
      if name == nil, !map.named.contains(where: { isSameKey($0.key, "name") && !$0.value.isNull }) {
        problems.add(value.place, key: key, "has no name", remedy: "add name: \"#ops\", in quotes")
      }
      let place = SecretPlace.read("key", &map, paths, example: "IRC_KEY")
      map.finish()
      return name.map { ChannelKeys(name: $0, key: place) }
    default:
      return readScalar(value, key: key, problems: problems, ChatNames.channel).map { ChannelKeys(name: $0) }
    }
  }
}
