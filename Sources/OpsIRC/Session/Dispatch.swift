extension IRCSession {
  /// What is done with a message, by its verb.
  typealias Handler = @Sendable (inout IRCSession, IRCMessage) -> Void

  /// Handles a message that came now.
  mutating func handle(_ message: IRCMessage) {
    if let handler = Dispatch.handlers[message.command] {
      handler(&self, message)
    } else {
      onOther(message)
    }
  }

  /// Handles a message with tags: its label is known while it is.
  mutating func handleTagged(_ message: IRCMessage) {
    guard let label = message.tags["label"] else { return handle(message) }
    let outer = context.label
    context.label = label
    handle(message)
    context.label = outer
  }

  /// Handles a message of history: it is told and changes nothing.
  mutating func handleHistorical(_ message: IRCMessage) {
    if let handler = Dispatch.historical[message.command] { handler(&self, message) }
  }
}

/// The verbs and who handles them.
enum Dispatch {
  /// Messages of now.
  static let handlers: [String: IRCSession.Handler] = {
    var table = verbs
    for (codes, handler) in numerics { for code in codes { table[code] = handler } }
    return table
  }()

  private static let verbs: [String: IRCSession.Handler] = [
    "PING": { $0.onPing($1) }, "PONG": { $0.onPong($1) }, "ERROR": { $0.onError($1) },
    "CAP": { $0.onCapability($1) }, "AUTHENTICATE": { $0.onAuthenticate($1) },
    "PRIVMSG": { $0.onSaid($1) }, "NOTICE": { $0.onSaid($1) }, "TAGMSG": { _, _ in }, "ACK": { $0.onAcknowledged($1) },
    "JOIN": { $0.onJoin($1) }, "PART": { $0.onPart($1) }, "KICK": { $0.onKick($1) }, "TOPIC": { $0.onTopic($1) },
    "MODE": { $0.onMode($1) }, "QUIT": { $0.onQuit($1) }, "NICK": { $0.onNick($1) }, "INVITE": { $0.onInvite($1) },
    "AWAY": { $0.onAway($1) }, "ACCOUNT": { $0.onAccount($1) }, "CHGHOST": { $0.onChangedHost($1) },
    "SETNAME": { $0.onRealName($1) }, "BATCH": { $0.onBatch($1) }, "CHATHISTORY": { _, _ in },
    "FAIL": { $0.onStandardReply($1) }, "WARN": { $0.onStandardReply($1) }, "NOTE": { $0.onStandardReply($1) },
  ]

  private static let numerics: [([String], IRCSession.Handler)] = [
    (["001"], { $0.onWelcome($1) }), (["005"], { $0.onSupport($1) }), (["376", "422"], { $0.onGreetingEnd($1) }),
    (["396"], { $0.onOwnHost($1) }), (["410"], { $0.onCapabilityRefused($1) }),
    (["421"], { $0.onUnknownCommand($1) }), (["451"], { $0.onNotRegistered($1) }),
    (["463", "464", "465", "466"], { $0.onRefused($1) }),
    (["900"], { $0.onLoggedIn($1) }), (["901"], { $0.onLoggedOut($1) }), (["903", "907"], { $0.onLoginDone($1) }),
    (["902", "904", "905", "906"], { $0.onLoginRefused($1) }), (["908"], { $0.onMechanisms($1) }),
    (["431", "432", "433", "436"], { $0.onNickRefused($1) }), (["437"], { $0.onUnavailable($1) }),
    (["324"], { $0.onChannelModes($1) }), (["329"], { $0.onChannelCreated($1) }),
    (["331", "332"], { $0.onTopicIs($1) }),
    (["333"], { $0.onTopicBy($1) }), (["353"], { $0.onNames($1) }), (["366"], { $0.onNamesEnd($1) }),
    (["352", "354"], { $0.onWho($1) }), (["315"], { $0.onWhoEnd($1) }),
    (["471", "473", "474", "475", "476", "477", "479", "480", "489", "520", "470"], { $0.onJoinRefused($1) }),
    (
      ["401", "403", "404", "405", "407", "411", "412", "415", "416", "417", "442", "461", "482", "531"],
      {
        $0.onSayingRefused($1)
      }
    ),
    (["301"], { $0.onIsAway($1) }), (["305", "306"], { $0.onOwnAway($1) }),
    (["321", "322", "323"], { $0.onList($1) }), (["730", "731", "734"], { $0.onMonitor($1) }),
  ]

  /// Messages of history.
  static let historical: [String: IRCSession.Handler] = [
    "PRIVMSG": { $0.onSaid($1) }, "NOTICE": { $0.onSaid($1) }, "JOIN": { $0.wasJoin($1) }, "PART": { $0.wasPart($1) },
    "KICK": { $0.wasKick($1) }, "TOPIC": { $0.wasTopic($1) }, "MODE": { $0.wasMode($1) }, "QUIT": { $0.wasQuit($1) },
    "NICK": { $0.wasNick($1) },
  ]
}
