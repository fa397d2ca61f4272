import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension ConnectionLife {
  /// Reads the certificates, then asks for addresses, connects and secures, under one deadline.
  func begin() {
    startDeadline()
    guard let tls = settings.tls else { return dial(nil) }
    // Files may lie on a file system that hangs, and reading the system's authorities takes its time.
    let settings = settings
    NIOThreadPool.singleton.runIfActive(eventLoop: loop) {
      Result { () throws(ConnectionFailure) in try TLSPreparation(tls, settings) }
    }
    .whenComplete { result in
      switch result {
      case .success(.success(let preparation)): self.dial(preparation)
      case .success(.failure(let failure)): self.end(failure)
      case .failure(let error): self.end(FailureWords.other(self.place, error))
      }
    }
  }

  private func dial(_ preparation: TLSPreparation?) {
    guard !isOver else { return }
    ClientBootstrap(group: loop)
      .connectTimeout(.milliseconds(settings.deadline))
      // Nothing is read before everybody who reads is there.
      .channelOption(.autoRead, value: false)
      .channelOption(.recvAllocator, value: Self.reading)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(Self.tcp(TCP_KEEPIDLE), value: Self.keepAliveSeconds)
      .channelOption(Self.tcp(TCP_KEEPINTVL), value: Self.keepAliveSeconds)
      .channelOption(Self.tcp(TCP_KEEPCNT), value: 3)
      .channelOption(Self.tcp(TCP_USER_TIMEOUT), value: Self.unansweredMilliseconds)
      .connect(host: settings.host, port: settings.port)
      .whenComplete { result in
        switch result {
        case .success(let channel): self.connected(channel, preparation)
        case .failure(let error): self.end(FailureWords.dialing(self.place, error))
        }
      }
  }

  private static let reading = AdaptiveRecvByteBufferAllocator(
    minimum: 1_024, initial: 4_096, maximum: ConnectionLimits.readBytesMax)
  /// A dead link without traffic is noticed after four of these.
  private static let keepAliveSeconds = 30
  /// For how long the other side may not acknowledge what was sent.
  private static let unansweredMilliseconds = 60_000

  private static func tcp(_ option: CInt) -> ChannelOptions.Types.SocketOption {
    ChannelOptions.Types.SocketOption(level: .tcp, name: NIOBSDSocket.Option(rawValue: option))
  }

  /// Called on the channel's own thread.
  private func connected(_ channel: any Channel, _ preparation: TLSPreparation?) {
    let handler = LineHandler(self)
    guard adopt(channel, handler) else {
      channel.close(promise: nil)
      return
    }
    do {
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(FirstBytes(expectsTLS: preparation != nil))
      if let preparation { try pipeline.addHandler(preparation.handler(self)) }
      try pipeline.addHandler(handler)
      channel.setOption(.autoRead, value: true).whenFailure { self.end(FailureWords.other(self.place, $0)) }
    } catch {
      end(FailureWords.securing(self, error, certificate: nil))
    }
  }

  /// An error of the channel.
  func failed(_ error: any Error, in context: ChannelHandlerContext) {
    // An end without a farewell is told by the end itself.
    if stage != .securing, let error = error as? NIOSSLError, case .uncleanShutdown = error { return }
    let tls = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
    end(FailureWords.securing(self, error, certificate: tls?.peerCertificate))
  }
}
