import OpsDomain
import OpsScreen

/// How names of IRC are read from `config.yaml`: what no server would take is refused with words.
enum ChatNames {
  /// The longest name of a channel; servers allow 50 to 200 bytes.
  static let channelBytes = 200
  /// The longest nick; servers allow 9 to 64 bytes.
  static let nickBytes = 64

  /// The name of a network, as `office`: it stands before a slash in `office/#ops`.
  static func network(_ text: String) throws(BadValue) -> String {
    do {
      return try TeamKeys.account(text)
    } catch {
      throw BadValue(
        "\"\(shortened(text))\" cannot be the name of a network",
        remedy: "use one word of letters, digits, dots, hyphens and underscores")
    }
  }

  /// A nick.
  static func nick(_ text: String) throws(BadValue) -> String {
    guard !text.isEmpty, text.utf8.count <= nickBytes else {
      throw BadValue("must be a nick of 1 to \(nickBytes) bytes")
    }
    guard isOneWord(text), !text.unicodeScalars.contains(where: { "!@*?.:/\"'".unicodeScalars.contains($0) }) else {
      throw BadValue(
        "\"\(shortened(text))\" cannot be a nick", remedy: "use letters, digits and - _ [ ] { } \\ | ^ `")
    }
    if let first = text.unicodeScalars.first,
      ("0"..."9").contains(first) || "-#&+!~%$=<>".unicodeScalars.contains(first)
    {
      throw BadValue(
        "\"\(shortened(text))\" cannot be a nick: it begins with \(first)", remedy: "begin it with a letter")
    }
    return text
  }

  /// A channel.
  static func channel(_ text: String) throws(BadValue) -> String {
    guard let first = text.unicodeScalars.first, "#&+!".unicodeScalars.contains(first) else {
      throw BadValue(
        "\"\(shortened(text))\" cannot be a channel: it begins with none of # & + !",
        remedy: text.isEmpty ? nil : "did you mean \"#\(shortened(text))\"?")
    }
    guard (2...channelBytes).contains(text.utf8.count) else {
      throw BadValue("must be a channel of 2 to \(channelBytes) bytes")
    }
    guard isOneWord(text), !text.contains(":") || first == "!" else {
      throw BadValue(
        "\"\(shortened(text))\" cannot be a channel: it holds a blank, a comma, a colon or a control character",
        remedy: "write several as a list, each in quotes")
    }
    return text
  }

  /// The user name, which servers show between nick and host.
  static func user(_ text: String) throws(BadValue) -> String {
    let isName = text.utf8.allSatisfy {
      ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10 || "-_.".utf8.contains($0)
    }
    guard isName, (1...32).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-") else {
      throw BadValue(
        "\"\(shortened(text))\" cannot be a user name", remedy: "use at most 32 letters, digits, dots and hyphens")
    }
    return text
  }

  /// A nick made of an account's name.
  static func usualNick(of account: String) -> String {
    var nick = ""
    for scalar in account.unicodeScalars.prefix(nickBytes - 2) {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      nick.unicodeScalars.append(isPlain || "-_[]{}\\|^`".unicodeScalars.contains(scalar) ? scalar : "_")
    }
    guard nick.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) else { return "opsconsole" }
    if let first = nick.unicodeScalars.first, ("0"..."9").contains(first) || first == "-" { nick = "_" + nick }
    return nick
  }

  /// No blank, comma, or what a terminal would not show as it is.
  private static func isOneWord(_ text: String) -> Bool {
    let hasBreak = text.unicodeScalars.contains {
      $0.properties.isWhitespace || $0 == "," || $0.value < 0x20 || $0.value == 0x7F
    }
    return !hasBreak && harmless(text) == text
  }
}

/// A channel of a network, written `office/#ops`.
struct ChannelReference: Hashable, Sendable {
  /// The name of the network in the configuration.
  var network: String
  /// The channel as it was written; networks fold names each in its own way.
  var channel: String

  /// As it is written.
  var written: String { "\(network)/\(channel)" }

  /// Reads one; only its shape is looked at.
  static func read(_ text: String) throws(BadValue) -> ChannelReference {
    guard let slash = text.firstIndex(of: "/") else {
      throw BadValue(
        "\"\(shortened(text))\" does not name a network and a channel", remedy: "write it as office/#ops")
    }
    return ChannelReference(
      network: try ChatNames.network(String(text[..<slash])),
      channel: try ChatNames.channel(String(text[text.index(after: slash)...])))
  }
}
