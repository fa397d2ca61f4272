import OpsConsole
import OpsDomain

extension ChatDesk {
  /// Hears what was done in the work log and announces what is to be announced.
  func take(_ news: LogNews) async {
    switch news {
    case .trouble(nil): recordAgain()
    case .opened(let team, _, _):
      self.team = team
      recordAgain()
    case .saved(let operations, _):
      recordAgain()
      await announce(AnnouncementRule.announcements(of: operations, in: team ?? TeamState()))
    case .team(let new):
      let old = team
      team = new
      guard let old, let log = means.log else { return }
      await announce(
        AnnouncementRule.announcements(from: old, to: new, author: log.author, now: means.now().wall))
    case .changed(let records):
      guard let log = means.log, log.announces, records.contains(where: { $0.via == .cli }) else { return }
      let writer = await log.writer()
      await announce(
        records.compactMap {
          AnnouncementRule.announcement(of: $0, writer: writer, team: team ?? TeamState(), now: means.now().wall)
        })
    default: break
    }
  }

  private func announce(_ new: [Announcement]) async {
    guard means.log?.announces == true else { return }
    let added = new.filter { announcements.add($0) }
    guard !added.isEmpty else { return }
    await keepAnnouncements()
    await announceNext()
  }

  /// Says the next announcement, when there is one and the channel is there.
  func announceNext() async {
    guard let buffer = announceIn, !announcements.waiting.isEmpty,
      statuses[buffer.network]?.isOnline == true, facts[buffer]?.isJoined == true
    else { return }
    guard let next = announcements.takeNext(at: means.now().boot) else {
      return lookLater(announcements.wait(at: means.now().boot))
    }
    // It counts as told before it is: after a death it must not be told twice.
    await keepAnnouncements()
    await say([next.text], .message, in: buffer, announcing: next)
    if !announcements.waiting.isEmpty { lookLater(AnnouncementQueue.pace) }
  }

  /// The network has taken an announcement.
  func announced(_ number: Int64) async {
    guard let done = announcing.removeValue(forKey: number) else { return }
    announcing = announcing.filter { $0.value.id != done.id }
    if announcements.arrived(done) { await keepAnnouncements() }
    tell(.announced([done.id]))
  }

  /// The network has not taken it, as far as is known.
  func announcementFailed(_ number: Int64) async {
    guard let failed = announcing[number] else { return }
    announcements.failed(failed)
    await keepAnnouncements()
    lookLater(AnnouncementQueue.pace)
  }

  private func keepAnnouncements() async { await keep(announcements.text, as: "announcements") }
}
