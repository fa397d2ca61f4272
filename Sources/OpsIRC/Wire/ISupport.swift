/// What a server says that it supports (005, RPL_ISUPPORT).
///
/// What the server has not said has the value that the specification names for its absence.
public struct ISupport: Hashable, Sendable {
  /// All tokens as they came, by name, unescaped; one without a value has an empty one.
  public internal(set) var tokens: [String: String] = [:]
  /// How names are folded.
  public internal(set) var casemapping = Casemapping.rfc1459
  /// The characters that channels begin with; may be empty.
  public internal(set) var channelTypes: Set<Character> = ISupport.usualChannelTypes
  /// The modes that give members a prefix, the highest first; may be empty.
  public internal(set) var prefixes = ISupport.usualPrefixes
  /// What the modes of channels take with them.
  public internal(set) var channelModes = ChannelModes.usual

  /// Nothing is said yet.
  public init() {}

  /// A mode of a member and the sign that stands before the nick.
  public struct Prefix: Hashable, Sendable {
    /// The mode, as `o`.
    public var mode: Character
    /// The sign, as `@`.
    public var sign: Character
    /// A prefix.
    public init(mode: Character, sign: Character) {
      self.mode = mode
      self.sign = sign
    }
  }

  /// The modes of channels by what they take with them (`CHANMODES=A,B,C,D`).
  public struct ChannelModes: Hashable, Sendable {
    /// Lists, as `b`: a parameter changes the list, without one it is asked for.
    public var lists: Set<Character>
    /// Those that take a parameter always, as `k`.
    public var alwaysTaking: Set<Character>
    /// Those that take a parameter when they are set, as `l`.
    public var takingWhenSet: Set<Character>
    /// Those that take none, as `n`.
    public var plain: Set<Character>
    /// The modes of a server that has not said any.
    public static let usual = ChannelModes(lists: "beI", alwaysTaking: "k", takingWhenSet: "l", plain: "imnpst")
    /// Modes.
    public init(lists: String, alwaysTaking: String, takingWhenSet: String, plain: String) {
      self.lists = Set(lists)
      self.alwaysTaking = Set(alwaysTaking)
      self.takingWhenSet = Set(takingWhenSet)
      self.plain = Set(plain)
    }
  }

  static let usualChannelTypes: Set<Character> = ["#", "&"]
  static let usualPrefixes = [Prefix(mode: "o", sign: "@"), Prefix(mode: "v", sign: "+")]

  /// Whether a name is one of a channel.
  public func isChannel(_ name: String) -> Bool {
    name.unicodeScalars.first.map { channelTypes.contains(Character($0)) } ?? false
  }

  /// A name as keys hold it.
  public func fold(_ name: String) -> String { casemapping.fold(name) }

  /// The prefixes that stand before a channel in a message to some members only, and the channel: `@` and `#ops` of
  /// `@#ops`; no prefix where it is none.
  public func splitTarget(_ target: String) -> (prefixes: String, target: String) {
    let signs = statusMessagePrefixes
    let rest = target.drop { signs.contains($0) }
    guard !signs.isEmpty, rest.startIndex > target.startIndex, isChannel(String(rest)) else { return ("", target) }
    return (String(target[..<rest.startIndex]), String(rest))
  }

  /// The signs before a nick and the nick: `@+` and `ken` of `@+ken`, as NAMES gives them with multi-prefix.
  public func splitMember(_ member: String) -> (prefixes: String, nick: String) {
    let rest = member.drop { sign in prefixes.contains { $0.sign == sign } }
    return (String(member[..<rest.startIndex]), String(rest))
  }

  /// Signs in the order of their rank, each once, unknown ones last.
  public func ranked(_ signs: String) -> String {
    let known = prefixes.map(\.sign).filter { signs.contains($0) }
    var unknown: [Character] = []
    for sign in signs where !known.contains(sign) && !unknown.contains(sign) { unknown.append(sign) }
    return String(known + unknown)
  }
}
