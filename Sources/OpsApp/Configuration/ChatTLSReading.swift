import OpsDomain
import OpsIRC

extension NetworkKeys {
  /// The most fingerprints of one network.
  static let pinLimit = 10

  /// Reads `tls`: true, false, or a map; nothing at all means true.
  static func tls(_ reader: inout MapReader, folder: String, paths: Paths) -> ConnectionSettings.TLS? {
    guard let value = reader.take("tls") else { return ConnectionSettings.TLS() }
    let key = reader.path(of: "tls")
    guard case .map = value.content, var map = MapReader(value, path: key, problems: reader.problems) else {
      let isOn = readScalar(value, key: key, problems: reader.problems, ScalarParsing.bool)
      return isOn == false ? nil : ConnectionSettings.TLS()
    }
    var tls = ConnectionSettings.TLS()
    func file(_ text: String) throws(BadValue) -> String {
      paths.resolve(try ScalarParsing.text(text), relativeTo: folder)
    }
    tls.authorities = map.read("ca", file)
    tls.name = map.read("name", hostName)
    tls.certificate = map.read("certificate", file)
    tls.key = map.read("key", file)
    tls.pins = map.readList("pin", fingerprint) ?? []
    if tls.pins.count > pinLimit {
      reader.problems.add(value.place, key: "\(key).pin", "holds more than \(pinLimit) fingerprints")
    }
    if tls.key != nil, tls.certificate == nil {
      reader.problems.add(
        value.place, key: key, "has a key but no certificate", remedy: "add certificate: …, a PEM file")
    }
    if !tls.pins.isEmpty, tls.authorities != nil || tls.name != nil {
      reader.problems.add(
        value.place, key: key, "has a pin, which alone decides, and a ca or name",
        remedy: "keep the pin, or the ca and name")
    }
    map.finish()
    return tls
  }

  private static func hostName(_ text: String) throws(BadValue) -> String {
    guard (1...253).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw BadValue("must be the name in the server's certificate", remedy: "write it as irc.example.jp")
    }
    return text
  }

  /// SHA-256 of a certificate, as `openssl x509 -fingerprint -sha256` prints it or without its colons.
  private static func fingerprint(_ text: String) throws(BadValue) -> String {
    let hex = text.lowercased().filter { $0 != ":" }
    guard hex.utf8.count == 64, hex.utf8.allSatisfy({ $0 &- 48 < 10 || $0 &- 97 < 6 }) else {
      throw BadValue(
        "is no SHA-256 fingerprint: that has 64 hexadecimal digits",
        remedy: "openssl x509 -in FILE -noout -fingerprint -sha256")
    }
    return hex
  }
}

extension LoginKeys {
  typealias Mechanism = SessionSettings.Login.Mechanism

  /// Reads `sasl`; nil where there is none.
  init?(_ reader: inout MapReader, tls: ConnectionSettings.TLS?, paths: Paths) {
    guard let value = reader.take("sasl") else { return nil }
    let path = reader.path(of: "sasl")
    guard case .map = value.content, var map = MapReader(value, path: path, problems: reader.problems) else {
      // What stands here may be the password: it is not repeated.
      reader.problems.add(
        value.place, key: path, "must be a map of keys", remedy: "write { account: …, password: { file: … } }")
      return nil
    }
    let mistakes = reader.problems.problems.count
    let named = map.readList("mechanism") { text throws(BadValue) in try ScalarParsing.choice(text, Mechanism.self) }
    let account = map.read("account", Self.account)
    let password = SecretPlace.read("password", &map, paths, example: "IRC_PASSWORD")
    let isRequired = map.read("required", ScalarParsing.bool) ?? true
    map.finish()
    self.init(
      mechanisms: Set(named ?? Self.usual(hasPassword: password != nil, tls)), account: account, password: password,
      isRequired: isRequired)
    // What was given and is wrong has been told.
    if reader.problems.problems.count == mistakes { complain(map, tls) }
  }

  private static func usual(hasPassword: Bool, _ tls: ConnectionSettings.TLS?) -> [Mechanism] {
    let secret: [Mechanism] = !hasPassword ? [] : tls == nil ? [.scramSHA256] : [.scramSHA256, .plain]
    return (tls?.certificate == nil ? [] : [.external]) + secret
  }

  private func complain(_ reader: MapReader, _ tls: ConnectionSettings.TLS?) {
    func tell(_ message: String, _ remedy: String) {
      reader.problems.add(reader.place, key: reader.path, message, remedy: remedy)
    }
    if mechanisms.contains(.plain), tls == nil {
      tell(
        "PLAIN without TLS would send the password in clear text",
        "use tls, or mechanism: scram-sha-256, which does not send it")
    } else if mechanisms.contains(.external), tls?.certificate == nil {
      tell("EXTERNAL needs a certificate of yours", "add tls: { certificate: …, key: … }, or take external away")
    } else if password == nil, mechanisms.contains(where: { $0 != .external }) {
      tell("has no password", "add password: { file: … }, or mechanism: external with a certificate")
    } else if mechanisms.isEmpty {
      tell("has neither a password nor a certificate", "add password: { file: … }")
    }
  }

  private static func account(_ text: String) throws(BadValue) -> String {
    let isOneWord = text.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0.value > 0x20 && $0.value != 0x7F
    }
    guard (1...128).contains(text.utf8.count), isOneWord else {
      throw BadValue("must be an account: one word of at most 128 bytes")
    }
    return text
  }
}
