import OpsDomain

extension SecretStore {
  /// All secrets of a network, by their places; the first that cannot be had, in words that do not hold it.
  ///
  /// With `anew` they are fetched again, because the network did not accept them.
  func secrets(of network: NetworkKeys, anew: Bool) async -> Result<[SecretPlace: String], LinkFailure> {
    var found: [SecretPlace: String] = [:]
    for wish in network.wishes {
      switch await secret(at: wish.place, anew: anew, lack: wish.lack) {
      case .failure(let failure): return .failure(failure)
      case .success(let secret):
        guard !wish.isKey || Self.isChannelKey(secret) else {
          let words = "\(wish.lack): \(wish.place.words) holds a blank or a comma, which no key has"
          return .failure(LinkFailure(.here, words, remedy: nil))
        }
        found[wish.place] = secret
      }
    }
    return .success(found)
  }

  private static func isChannelKey(_ text: String) -> Bool { !text.contains(" ") && !text.contains(",") }
}

extension NetworkKeys {
  /// A secret that the network needs, and what there is not without it.
  fileprivate struct Wish {
    var place: SecretPlace
    var lack: String
    var isKey = false
  }

  fileprivate var wishes: [Wish] {
    var wishes: [Wish] = []
    if let password { wishes.append(Wish(place: password, lack: "no password for \(name)")) }
    if let place = login?.password { wishes.append(Wish(place: place, lack: "no login for \(name)")) }
    for channel in channels {
      guard let key = channel.key else { continue }
      wishes.append(Wish(place: key, lack: "no key for \(name)/\(channel.name)", isKey: true))
    }
    return wishes
  }
}
