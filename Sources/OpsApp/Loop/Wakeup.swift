import Glibc
import Synchronization

/// A bell that ends the main thread's sleep in `poll(2)`.
///
/// Any thread may ring it; rings before an answer count as one.
final class Wakeup: Sendable {
  /// Becomes readable when the bell was rung; -1 when the system had no pipe to give.
  let descriptor: Int32
  private let bell: Int32
  private let isRung = Atomic(false)

  init() {
    var ends: [Int32] = [-1, -1]
    if unsafe pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
    }
    descriptor = ends[0]
    bell = ends[1]
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if bell >= 0 { close(bell) }
  }

  /// Ends the sleep, or keeps the next one from beginning.
  func ring() {
    guard !isRung.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 0
    _ = unsafe write(bell, &byte, 1)
  }

  /// Empties the bell after a sleep; rings still do nothing until `rearm`.
  func answer() {
    var bytes = [UInt8](repeating: 0, count: 16)
    while unsafe read(descriptor, &bytes, bytes.count) > 0 {}
  }

  /// Lets the next ring be heard; call it before looking at what was rung for.
  func rearm() { isRung.store(false, ordering: .releasing) }
}
