/// How far the negotiation of capabilities is (https://ircv3.net/specs/extensions/capability-negotiation).
struct NegotiationState: Sendable {
  enum Phase: Sendable { case listing, requesting, done, absent }
  /// How far it is.
  var phase = Phase.listing
  /// What the server offers, with the values of 302.
  var available: [String: String] = [:]
  /// Requests that are not answered, by their names.
  var requests: [[String]] = []
  /// When the requests count as answered.
  var deadline: Int64?
  /// Whether `CAP END` was sent.
  var hasEnded = false

  var isListing: Bool { phase == .listing }
  var isAbsent: Bool { phase == .absent }
}

extension IRCSession {
  /// What is asked for where the server has it; `sasl` joins it when there is a login.
  static let wantedCapabilities = [
    "message-tags", "server-time", "batch", "echo-message", "labeled-response", "account-tag", "account-notify",
    "away-notify", "chghost", "extended-join", "multi-prefix", "userhost-in-names", "invite-notify", "setname",
    "cap-notify", "standard-replies", "inspircd.org/standard-replies", "draft/chathistory", "draft/event-playback",
    "extended-monitor", "znc.in/playback", "znc.in/self-message",
  ]

  /// CAP in all its forms.
  mutating func onCapability(_ message: IRCMessage) {
    let isContinued = message[2] == "*" && message.parameters.count > 3
    let list = message[isContinued ? 3 : 2].split(separator: " ").map(String.init)
    switch message[1].uppercased() {
    case "LS": onOffered(list, isContinued: isContinued)
    case "ACK": onGranted(list)
    case "NAK": onDenied(list)
    case "NEW": onNewCapabilities(list)
    case "DEL": onWithdrawn(list)
    default: onOther(message)
    }
  }

  private mutating func onOffered(_ list: [String], isContinued: Bool) {
    remember(list)
    guard !isContinued, negotiation.phase == .listing, !isRegistered else { return }
    negotiation.phase = .requesting
    request(list: Array(negotiation.available.keys))
    settleCapabilities()
  }

  private mutating func onNewCapabilities(_ list: [String]) {
    remember(list)
    request(list: list.map { Self.nameOfCapability($0) })
  }

  private mutating func remember(_ list: [String]) {
    for entry in list {
      let equals = entry.firstIndex(of: "=") ?? entry.endIndex
      let name = String(entry[..<equals])
      let value = equals < entry.endIndex ? String(entry[entry.index(after: equals)...]) : ""
      let isKnown = negotiation.available[name] != nil
      guard isKnown || negotiation.available.count < SessionLimits.capabilities else { continue }
      negotiation.available[name] = value
      if name == "sts" { onStrictTransport(value) }
    }
  }

  /// Asks for what is wanted of a list, in lines that are short enough.
  private mutating func request(list: [String]) {
    let offered = Set(list)
    var wanted = Self.wantedCapabilities.filter { offered.contains($0) && !capabilities.contains($0) }
    let wantsLogin = settings.login != nil && account == nil
    if wantsLogin, offered.contains("sasl"), !capabilities.contains("sasl") { wanted.append("sasl") }
    var line: [String] = []
    var bytes = 0
    for name in wanted {
      if bytes + name.utf8.count + 1 > SessionLimits.requestBytes {
        requestLine(line)
        line = []
        bytes = 0
      }
      line.append(name)
      bytes += name.utf8.count + 1
    }
    if !line.isEmpty { requestLine(line) }
  }

  private mutating func requestLine(_ names: [String]) {
    negotiation.requests.append(names)
    negotiation.deadline = now &+ SessionLimits.capabilityPatience
    send("CAP", ["REQ", names.joined(separator: " ")], isUrgent: true)
  }

  private static func nameOfCapability(_ entry: String) -> String {
    String(entry.drop { $0 == "~" || $0 == "=" }.prefix { $0 != "=" })
  }

  private mutating func onGranted(_ list: [String]) {
    var answered: Set<String> = []
    for entry in list {
      let isTakenBack = entry.hasPrefix("-")
      let name = Self.nameOfCapability(isTakenBack ? String(entry.dropFirst()) : entry)
      answered.insert(name)
      if isTakenBack {
        capabilities.remove(name)
      } else if Self.wantedCapabilities.contains(name) || name == "sasl" {
        capabilities.insert(name)
      }
    }
    for place in negotiation.requests.indices { negotiation.requests[place].removeAll { answered.contains($0) } }
    negotiation.requests.removeAll(where: \.isEmpty)
    capabilitiesChanged()
    settleCapabilities(granted: answered)
  }

  /// NAK: none of a request is granted, since one is not; each is asked for by itself.
  private mutating func onDenied(_ list: [String]) {
    let denied = Set(list.map { Self.nameOfCapability($0) })
    let place = negotiation.requests.firstIndex { !denied.isDisjoint(with: $0) } ?? negotiation.requests.indices.first
    guard let place else { return }
    let names = negotiation.requests.remove(at: place)
    if names.count > 1 { for name in names { requestLine([name]) } }
    settleCapabilities()
  }

  private mutating func onWithdrawn(_ list: [String]) {
    let names = list.map { Self.nameOfCapability($0) }.filter { $0 != "sts" }
    for name in names {
      negotiation.available[name] = nil
      capabilities.remove(name)
    }
    capabilitiesChanged()
    if names.contains("sasl"), login.isUnderWay { loginFailed(LoginFailure.withdrawn) }
  }

  private mutating func capabilitiesChanged() {
    deliveries.hasEcho = capabilities.contains("echo-message")
    deliveries.hasLabels = capabilities.contains("labeled-response") && capabilities.contains("batch")
    if isRegistered { tell(.statusChanged) }
  }

  /// Goes on when every request is answered: to the login, or to the end.
  mutating func settleCapabilities(granted: Set<String> = []) {
    guard negotiation.requests.isEmpty else { return }
    negotiation.deadline = nil
    if isRegistered {
      if granted.contains("sasl"), account == nil, settings.login != nil, !login.isUnderWay { beginLogin() }
      return
    }
    guard negotiation.phase == .requesting else { return }
    negotiation.phase = .done
    guard settings.login != nil else { return endNegotiation() }
    if capabilities.contains("sasl") { beginLogin() } else { loginFailed(LoginFailure.noSASL) }
  }

  /// CAP END, once.
  mutating func endNegotiation() {
    guard !isRegistered, !negotiation.hasEnded, !negotiation.isAbsent, !isClosed else { return }
    negotiation.hasEnded = true
    send("CAP", ["END"], isUrgent: true)
  }

  /// The server does not know CAP; it goes on by itself.
  mutating func onNoCapabilities() {
    negotiation.phase = .absent
    negotiation.requests = []
    negotiation.deadline = nil
    if settings.login != nil { loginFailed(LoginFailure.noSASL) }
  }

  /// 410: it knows CAP, but not what we said.
  mutating func onCapabilityRefused(_ message: IRCMessage) {
    guard !isRegistered, negotiation.phase == .listing || negotiation.phase == .requesting else {
      return onOther(message)
    }
    negotiation.requests = []
    negotiation.phase = .requesting
    settleCapabilities()
  }

  /// 421 for CAP: a server without capabilities; for others an error.
  mutating func onUnknownCommand(_ message: IRCMessage) {
    if !isRegistered, negotiation.isListing, message[1].uppercased() == "CAP" { return onNoCapabilities() }
    onSayingRefused(message)
  }

  /// 451: before registration some servers say so to CAP.
  mutating func onNotRegistered(_ message: IRCMessage) {
    if !isRegistered, negotiation.isListing { return onNoCapabilities() }
    onOther(message)
  }
}
