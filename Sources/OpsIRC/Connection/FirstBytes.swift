import NIOCore

/// What speaks on the other side is not what was expected.
enum WrongProtocol: Error {
  /// No TLS; with what it said, as far as it is plain text.
  case noTLS(said: String)
  /// TLS where plain text was expected.
  case tls
}

/// Looks at the first bytes that come, to tell plain text and TLS apart before anybody else tries to understand them.
final class FirstBytes: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let expectsTLS: Bool
  private var isKnown = false
  private var isWrong = false

  /// TLS is expected, or plain text.
  init(expectsTLS: Bool) { self.expectsTLS = expectsTLS }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    guard !isWrong else { return }
    if !isKnown, buffer.readableBytes > 0 {
      isKnown = true
      if Self.isTLS(buffer) != expectsTLS {
        isWrong = true
        context.fireErrorCaught(expectsTLS ? WrongProtocol.noTLS(said: Self.said(buffer)) : WrongProtocol.tls)
        context.close(promise: nil)
        return
      }
    }
    context.fireChannelRead(data)
  }

  /// A record of TLS begins with its kind and the number 3; no line of IRC does.
  private static func isTLS(_ buffer: ByteBuffer) -> Bool {
    let bytes = buffer.readableBytesView.prefix(2)
    guard let first = bytes.first, (20...24).contains(first) else { return false }
    return bytes.count < 2 || bytes.last == 3
  }

  private static func said(_ buffer: ByteBuffer) -> String {
    let line = buffer.readableBytesView.prefix(60).prefix { $0 != 0x0D && $0 != 0x0A }
    return String(decoding: line.filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
  }
}
