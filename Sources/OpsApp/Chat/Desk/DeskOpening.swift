import OpsConsole
import OpsDomain
import OpsIRC

extension ChatDesk {
  /// Reads what is stored, tells it, and lets each network know where it left off.
  func open() async {
    let keeper = means.keeper
    let known = await keeper.attempt { store throws(StoreFailure) in try await store.buffers() } ?? []
    for buffer in known { stored[buffer.id] = buffer }
    for network in means.networks {
      let home = BufferID(network: network)
      if stored[home] == nil { remember(StoredBuffer(id: home, kind: .network, title: network)) }
      if let name = await fact("casemapping:\(network)") {
        let mapping = Casemapping(named: name)
        foldings[network] = mapping
        links[network]?.perform(.folds(mapping))
      }
      ignored[network] = IgnoreList(parsing: await fact("ignore:\(network)") ?? "")
    }
    announcements = AnnouncementQueue(parsing: await fact("announcements") ?? "")
    let shown = stored.values.filter { $0.isOpen && means.networks.contains($0.id.network) }.sorted { $0.id < $1.id }
    tell(.opened(means.networks, shown))
    tell(.announced(announcements.announced))
    for buffer in shown { tell(.buffer(buffer.id, BufferFacts(buffer.kind, title: buffer.title))) }
    await tellLinks(known)
    await trimSometimes()
  }

  private func tellLinks(_ known: [StoredBuffer]) async {
    for network in means.networks {
      var newest: [String: ChatLine] = [:]
      for buffer in known where buffer.id.network == network && buffer.kind != .network {
        let id = buffer.id
        newest[id.target] = await means.keeper.attempt { store throws(StoreFailure) in try await store.newest(of: id) }
          .flatMap { $0 }
        if buffer.isOpen { links[network]?.perform(.open(buffer.title)) }
      }
      if !newest.isEmpty { links[network]?.perform(.remember(newest)) }
    }
  }

  /// Removes what is older or more than what is kept, at the start and then every hour.
  func trimSometimes() async {
    let now = means.now().boot
    guard trimmedAt.map({ now &- $0 >= Self.trimPause }) ?? true else { return }
    trimmedAt = now
    let oldest = means.now().wall - .seconds(Int64(means.keeping.days) * 86_400)
    let bytes = means.keeping.bytes
    // A large removal takes long; nobody waits for it.
    await means.keeper.upkeep { store throws(StoreFailure) in
      _ = try await store.trim(olderThan: oldest, bytes: bytes)
    }
  }

  /// A fact that is kept from one run to the next.
  func fact(_ key: String) async -> String? {
    await means.keeper.attempt { store throws(StoreFailure) in try await store.value(for: key) }.flatMap { $0 }
  }

  /// Keeps a fact.
  func keep(_ value: String?, as key: String) async {
    _ = await means.keeper.attempt { store throws(StoreFailure) in try await store.set(value, for: key) }
  }

  /// Remembers a conversation, when that says anything new.
  func remember(_ buffer: StoredBuffer) {
    guard stored[buffer.id] != buffer else { return }
    stored[buffer.id] = buffer
    unremembered.insert(buffer.id)
  }

  /// Stores what is remembered of conversations; what cannot be stored now is tried again with the next thing.
  func storeRemembered() async {
    for id in unremembered {
      guard let buffer = stored[id] else { continue }
      let isStored = await means.keeper.attempt { store throws(StoreFailure) in
        try await store.remember(buffer)
        return true
      }
      guard isStored == true else { return }
      unremembered.remove(id)
    }
  }
}
