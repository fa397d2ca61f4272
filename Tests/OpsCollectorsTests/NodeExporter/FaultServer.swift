import Dispatch
import Foundation
import Glibc
import Synchronization

/// A server on loopback that answers every request with what a test tells it to, right or wrong.
final class FaultServer: Sendable {
  /// Writes an answer to the connection; it is closed afterwards.
  typealias Answer = @Sendable (Connection) -> Void

  /// The URL of its page.
  let url: String
  private let listener: Int32
  private let readsHeads: Bool
  private let answer: Mutex<Answer>
  private let heads = Mutex<[String]>([])

  /// The heads of the requests so far.
  var requests: [String] { heads.withLock { $0 } }

  /// A server that answers each request, or, when it reads no heads, each connection at once.
  init(readsHeads: Bool = true, _ answer: @escaping Answer) throws {
    self.readsHeads = readsHeads
    self.answer = Mutex(answer)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isReady = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard isReady else { throw POSIXError(.EADDRNOTAVAIL) }
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/metrics"
    Thread { [self] in accepts() }.start()
  }

  /// Answers in another way from now on.
  func become(_ other: @escaping Answer) { answer.withLock { $0 = other } }

  /// Refuses connections from now on, and ends the thread.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func accepts() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      Thread { [self] in serve(Connection(descriptor: descriptor)) }.start()
    }
  }

  private func serve(_ connection: Connection) {
    defer { close(connection.descriptor) }
    guard readsHeads else { return answer.withLock { $0 }(connection) }
    while let head = connection.readHead() {
      heads.withLock { $0.append(head) }
      connection.heard(head)
      answer.withLock { $0 }(connection)
      if !connection.staysOpen { return }
    }
  }

  /// One connection to the server.
  final class Connection: Sendable {
    let descriptor: Int32
    private let keeps = Mutex(false)
    private let lastHead = Mutex("")
    /// The head of the request that is answered, the names of its headers in small letters.
    var head: String { lastHead.withLock { $0 } }
    var staysOpen: Bool { keeps.withLock { $0 } }
    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Waits for more requests after this answer.
    func keepOpen() { keeps.withLock { $0 = true } }

    /// Sends text; false when the other side is gone.
    @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends bytes; false when the other side is gone.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes {
          unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    /// Sends a whole answer with its length.
    func sendPage(_ body: [UInt8], headers: String = "content-type: text/plain; version=0.0.4\r\n") {
      keepOpen()
      send(Array("HTTP/1.1 200 OK\r\n\(headers)content-length: \(body.count)\r\n\r\n".utf8) + body)
    }

    /// Waits until the other side ends the connection.
    func waitForEnd() {
      var byte: UInt8 = 0
      while unsafe recv(descriptor, &byte, 1, 0) > 0 {}
    }

    /// Makes the end of the connection a reset.
    func resetAtEnd() {
      var option = linger(l_onoff: 1, l_linger: 0)
      unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    fileprivate func heard(_ head: String) {
      // Names of headers are the same in any case, and are made small here.
      let lines = head.split(separator: "\r\n").map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        return parts.count == 2 ? "\(parts[0].lowercased()):\(parts[1])" : String(line)
      }
      lastHead.withLock { $0 = lines.joined(separator: "\r\n") + "\r\n" }
    }

    fileprivate func readHead() -> String? {
      var bytes: [UInt8] = []
      while bytes.count < 16 << 10 {
        var byte: UInt8 = 0
        guard unsafe recv(descriptor, &byte, 1, 0) == 1 else { return nil }
        bytes.append(byte)
        if bytes.suffix(4) == [13, 10, 13, 10] { return String(decoding: bytes, as: UTF8.self) }
      }
      return nil
    }
  }
}
