import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A server on loopback that keeps every byte that it gets, and says what it is told to say.
final class TestServer: Sendable {
  private struct State: Sendable {
    var bytes: [UInt8] = []
    var client: (any Channel)?
    var hasClosed = false
  }

  /// Hands what comes to the server.
  private final class Recorder: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let server: TestServer
    let greeting: [UInt8]
    init(_ server: TestServer, _ greeting: [UInt8]) {
      self.server = server
      self.greeting = greeting
    }
    func handlerAdded(context: ChannelHandlerContext) {
      let channel = context.channel
      server.change { $0.client = channel }
      if !greeting.isEmpty { channel.writeAndFlush(ByteBuffer(bytes: greeting), promise: nil) }
    }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let new = Array(unwrapInboundIn(data).readableBytesView)
      server.change { $0.bytes += new }
    }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    func channelInactive(context: ChannelHandlerContext) { server.change { $0.hasClosed = true } }
  }

  private let state = Mutex(State())
  private let changes: AsyncStream<Void>
  private let changed: AsyncStream<Void>.Continuation
  private let listener = Mutex<(any Channel)?>(nil)

  /// Listens; with a certificate and a key, in PEM files, it speaks TLS.
  init(greeting: String = "", certificate: String? = nil, key: String? = nil) async throws {
    (changes, changed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    var context: NIOSSLContext?
    if let certificate, let key {
      context = try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
          privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))))
    }
    let tls = context
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { child in
        child.eventLoop.makeCompletedFuture {
          if let tls { try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try child.pipeline.syncOperations.addHandler(Recorder(self, Array(greeting.utf8)))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    listener.withLock { $0 = channel }
  }

  /// Where it listens.
  var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }

  private func change(_ body: (inout State) -> Void) {
    state.withLock { body(&$0) }
    changed.yield()
  }

  /// Every byte that came.
  var bytes: [UInt8] { state.withLock { $0.bytes } }

  /// The lines that came.
  var lines: [String] { String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init) }

  /// Waits until something is so, looking again whenever anything has come or gone.
  func until(_ isSo: (TestServer) -> Bool) async {
    // A test that took too long is cancelled, and must then end.
    while !isSo(self), !Task.isCancelled { for await _ in changes { break } }
  }

  /// Waits for a line.
  func line(_ wanted: String) async { await until { $0.lines.contains(wanted) } }

  /// Whether the client was there and has gone.
  var hasClosed: Bool { state.withLock { $0.hasClosed } }

  /// Waits until the client is there, then writes; ends when all is written or the client is gone.
  func say(_ text: String) async { await say(Array(text.utf8)) }

  /// As above, bytes.
  func say(_ bytes: [UInt8]) async {
    await until { $0.state.withLock { $0.client != nil } }
    guard let client = state.withLock({ $0.client }) else { return }
    try? await client.writeAndFlush(ByteBuffer(bytes: bytes)).get()
  }

  /// Closes the connection.
  func hangUp() async {
    await until { $0.state.withLock { $0.client != nil } }
    try? await state.withLock { $0.client }?.close().get()
  }

  /// Ends it all.
  func stop() async {
    try? await state.withLock { $0.client }?.close().get()
    try? await listener.withLock { $0 }?.close().get()
  }
}
