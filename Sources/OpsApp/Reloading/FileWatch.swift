import Glibc

/// Tells when one of some files changes, by watching their folders: editors replace files instead of writing them.
final class FileWatch {
  private let inotify: Int32
  private let hearsWrites: Bool
  /// The names that matter in each watched folder, by the number of its watch.
  private var names: [Int32: Set<String>] = [:]
  /// The files whose writes are heard, where they lie.
  private var written: [String] = []

  /// The descriptor to poll; -1 where the system has no watches left.
  var descriptor: Int32 { inotify }

  /// What is heard of a folder: names that come and go.
  private static let events = UInt32(
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF)

  /// A watch of nothing yet; with `hearsWrites` it tells of every write to a file that stays open, too.
  ///
  /// Those are heard of the file itself, for its folder has others that are written to more often.
  init(hearsWrites: Bool = false) {
    inotify = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    self.hearsWrites = hearsWrites
  }

  deinit { if inotify >= 0 { close(inotify) } }

  /// Watches these files from now on, there or not, and no others.
  func watch(_ files: [String]) {
    guard inotify >= 0 else { return }
    for number in names.keys { inotify_rm_watch(inotify, number) }
    (names, written) = ([:], hearsWrites ? files : [])
    for file in files {
      add(file)
      // A file that is a link changes where the link leads.
      if let real = unsafe realpath(file, nil) {
        let target = unsafe String(cString: real)
        unsafe free(real)
        if target != file { add(target) }
      }
    }
    _ = changed()
    hearWrites()
  }

  /// Watches the files themselves, those that are there now.
  private func hearWrites() {
    for file in written {
      let number = unsafe inotify_add_watch(inotify, file, UInt32(IN_MODIFY))
      if number >= 0 { names[number] = [] }
    }
  }

  /// Whether a watched file has changed since the last call; takes all that is waiting.
  func changed() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16 * 1024)
    var hasChanged = false
    while true {
      let count = unsafe read(inotify, &bytes, bytes.count)
      guard count > 0 else { break }
      if matters(bytes[..<count]) { hasChanged = true }
      if count < bytes.count / 2 { break }
    }
    // A file that has come anew is another one.
    if hasChanged { hearWrites() }
    return hasChanged
  }

  /// Watches the nearest folder that is there for the next part of the path.
  private func add(_ file: String) {
    var path = file
    for _ in 0..<64 where !path.isEmpty {
      let parent = folder(of: path)
      let number = unsafe inotify_add_watch(inotify, parent, Self.events | UInt32(IN_ONLYDIR))
      if number >= 0 {
        names[number, default: []].insert(lastPart(of: path))
        return
      }
      if parent == path || parent == "." { return }
      path = parent
    }
  }

  /// Whether one of the events in these bytes (inotify(7)) is about a name that matters.
  private func matters(_ bytes: ArraySlice<UInt8>) -> Bool {
    var at = bytes.startIndex
    while at + 16 <= bytes.endIndex {
      let number = Int32(bitPattern: word(bytes, at))
      let mask = word(bytes, at + 4)
      let length = Int(word(bytes, at + 12))
      let name = bytes[min(at + 16, bytes.endIndex)..<min(at + 16 + length, bytes.endIndex)].prefix { $0 != 0 }
      // Without a name it is the folder itself, or the queue has overflowed: look again.
      let isAboutFolder = name.isEmpty && mask & UInt32(IN_IGNORED) == 0
      if isAboutFolder || names[number]?.contains(String(decoding: name, as: UTF8.self)) == true { return true }
      at += 16 + length
    }
    return false
  }

  private func word(_ bytes: ArraySlice<UInt8>, _ at: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
  }
}
