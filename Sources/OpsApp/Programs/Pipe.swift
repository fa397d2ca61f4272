import COpsSystem
import Glibc

/// A pipe whose ends no child inherits; closed when it goes.
struct Pipe: ~Copyable {
  let reading: Int32
  private(set) var writing: Int32

  init() throws(BoundedProcess.Failure) {
    let ends = ops_pipe()
    guard ends.reading >= 0 else { throw .notStarted(errorText(errno)) }
    reading = ends.reading
    writing = ends.writing
  }

  deinit {
    close(reading)
    if writing >= 0 { close(writing) }
  }

  /// Ends what we write, so that the reader can see the end of what others do.
  mutating func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }
}
