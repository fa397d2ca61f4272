import Crypto

/// Our side of SCRAM-SHA-256 (RFC 5802, RFC 7677): the password never leaves, and the server must prove that it knows it.
struct ScramClient: Sendable {
  /// Fewer iterations protect the password too little, more only keep us busy.
  static let iterations = 4_096...1_000_000

  private let password: String
  private let nonce: String
  private let firstBare: String
  /// What the server must show at the end; nil before the proof was made.
  private(set) var serverSignature: [UInt8]?
  /// Whether the server has proved that it knows the password.
  private(set) var isVerified = false

  /// What a server did wrong.
  enum Problem: Error, Hashable {
    /// It does not keep to the protocol, or does not know the password: it is not who it says.
    case dishonest(String)
    /// It says that it refuses; its word.
    case refused(String)
  }

  /// A client; the nonce is printable and has no comma.
  init(account: String, password: String, nonce: String) {
    self.password = password
    self.nonce = nonce
    firstBare = "n=\(Self.escaped(account)),r=\(nonce)"
  }

  /// The first message.
  var first: [UInt8] { Array("n,,\(firstBare)".utf8) }

  /// Whether the proof was made: a refusal afterwards is one of the password.
  var hasProved: Bool { serverSignature != nil }

  /// The answer to the server's first message, with the proof that we know the password.
  mutating func answer(_ serverFirst: [UInt8]) throws(Problem) -> [UInt8] {
    let text = String(decoding: serverFirst, as: UTF8.self)
    let fields = Self.fields(text)
    if let error = fields["e"] { throw .refused(error) }
    guard fields["m"] == nil else { throw .dishonest("it asks for an extension that nobody knows") }
    guard let combined = fields["r"], combined.hasPrefix(nonce), combined.utf8.count > nonce.utf8.count else {
      throw .dishonest("its nonce is not made from ours")
    }
    guard let salt = fields["s"].flatMap(Base64.decode), !salt.isEmpty else {
      throw .dishonest("its salt cannot be read")
    }
    guard let count = fields["i"].flatMap({ Int($0) }), Self.iterations.contains(count) else {
      throw .dishonest(
        "it asks for a number of iterations outside \(Self.iterations.lowerBound)–\(Self.iterations.upperBound)")
    }
    let salted = SymmetricKey(data: Self.stretch(password, salt: salt, iterations: count))
    let withoutProof = "c=biws,r=\(combined)"
    let signed = Array("\(firstBare),\(text),\(withoutProof)".utf8)
    let clientKey = Self.mac("Client Key".utf8, salted)
    let storedKey = SymmetricKey(data: SHA256.hash(data: clientKey))
    let proof = zip(clientKey, Self.mac(signed, storedKey)).map { $0 ^ $1 }
    serverSignature = Self.mac(signed, SymmetricKey(data: Self.mac("Server Key".utf8, salted)))
    return Array("\(withoutProof),p=\(Base64.encode(proof))".utf8)
  }

  /// Takes the server's last message: it must prove that the server knows the password.
  mutating func verify(_ serverFinal: [UInt8]) throws(Problem) {
    let fields = Self.fields(String(decoding: serverFinal, as: UTF8.self))
    if let error = fields["e"] { throw .refused(error) }
    guard let serverSignature, let claimed = fields["v"].flatMap(Base64.decode), claimed.count == serverSignature.count,
      zip(claimed, serverSignature).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0
    else { throw .dishonest("its signature is wrong: it does not know the password") }
    isVerified = true
  }

  /// `k=value` by key; the first of each counts.
  private static func fields(_ text: String) -> [Character: String] {
    var fields: [Character: String] = [:]
    for part in text.split(separator: ",").prefix(20) {
      guard let key = part.first, part.dropFirst().first == "=", fields[key] == nil else { continue }
      fields[key] = String(part.dropFirst(2))
    }
    return fields
  }

  private static func escaped(_ name: String) -> String {
    var result = ""
    for letter in name.unicodeScalars {
      switch letter {
      case "=": result += "=3D"
      case ",": result += "=2C"
      default: result.unicodeScalars.append(letter)
      }
    }
    return result
  }

  private static func mac(_ data: some Sequence<UInt8>, _ key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(data), using: key))
  }

  /// PBKDF2 with HMAC-SHA-256, one block long.
  private static func stretch(_ password: String, salt: [UInt8], iterations: Int) -> [UInt8] {
    // The key is prepared once; each round begins with a copy.
    let keyed = HMAC<SHA256>(key: SymmetricKey(data: Array(password.utf8)))
    var round = keyed
    round.update(data: salt + [0, 0, 0, 1])
    var block = Array(round.finalize())
    var result = block
    for _ in 1..<iterations {
      var next = keyed
      next.update(data: block)
      block = Array(next.finalize())
      for place in result.indices { result[place] ^= block[place] }
    }
    return result
  }
}
