import NIOCore
import NIOPosix
import Synchronization

/// Passes bytes on to a port of loopback and back, and keeps those of the client.
final class Relay: Sendable {
  /// Hands what comes on one side to the other.
  private final class Side: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let other: any Channel
    let record: @Sendable ([UInt8]) -> Void
    init(_ other: any Channel, _ record: @escaping @Sendable ([UInt8]) -> Void) {
      self.other = other
      self.record = record
    }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = unwrapInboundIn(data)
      record(Array(buffer.readableBytesView))
      other.writeAndFlush(buffer, promise: nil)
    }
    func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  private let sent = Mutex<[UInt8]>([])
  private let listener = Mutex<(any Channel)?>(nil)

  /// Listens.
  init(to target: Int) async throws {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.autoRead, value: false)
      .childChannelInitializer { child in
        ClientBootstrap(group: child.eventLoop).channelOption(.autoRead, value: false)
          .connect(host: "127.0.0.1", port: target)
          .flatMapThrowing { server in
            try child.pipeline.syncOperations.addHandler(Side(server) { bytes in self.sent.withLock { $0 += bytes } })
            try server.pipeline.syncOperations.addHandler(Side(child) { _ in })
            child.setOption(.autoRead, value: true).whenFailure { _ in }
            server.setOption(.autoRead, value: true).whenFailure { _ in }
          }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    listener.withLock { $0 = channel }
  }

  /// Where it listens.
  var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }

  /// The records of TLS that the client sent: kind and length.
  var records: [(kind: UInt8, length: Int)] {
    var bytes = sent.withLock { $0 }[...]
    var records: [(kind: UInt8, length: Int)] = []
    while bytes.count >= 5 {
      let head = Array(bytes.prefix(5))
      let length = Int(head[3]) << 8 | Int(head[4])
      records.append((head[0], length))
      bytes = bytes.dropFirst(5 + length)
    }
    return records
  }

  /// Ends it.
  func stop() async { try? await listener.withLock { $0 }?.close().get() }
}
