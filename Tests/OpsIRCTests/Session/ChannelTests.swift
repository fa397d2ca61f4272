@testable import OpsIRC
import Testing

@Suite struct ChannelTests {
  @Test("joining: members, topic, modes, then who they are") func joining() throws {
    var talk = Conversation.registered(
      "multi-prefix", support: "WHOX BOT=B PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,l,imnst")
    talk.ask(.join("#ops", key: "sesame"))
    talk.play(
      """
      C: JOIN #ops sesame
      S: :ken!ken@desk JOIN #Ops
      C: MODE #Ops
      S: :s 332 ken #ops :the topic
      S: :s 333 ken #ops yui!y@h 1700000000
      S: :s 353 ken = #ops :ken ~@yui!yui@host
      S: :s 353 ken = #ops :%+mio
      S: :s 366 ken #ops :End
      C: WHO #Ops %tcnuhraf,152
      S: :s 324 ken #ops +lk 10 sesame
      S: :s 329 ken #ops 1700000000
      S: :s 354 ken 152 #ops yuiuser host yui G*B yui-account :Yui Real
      S: :s 354 ken 152 #ops m host2 mio H+ 0 :Mio
      S: :s 315 ken #ops :End
      """)
    let channel = try #require(talk.session.channels["#ops"])
    #expect(channel.name == "#Ops")
    #expect(channel.topic == "the topic")
    #expect(channel.topicSetBy == "yui")
    #expect(channel.modes == "+kl 10")
    #expect(channel.isComplete)
    #expect(channel.members.count == 3)
    let yui = try #require(channel.members["yui"])
    #expect(yui.prefixes == "~@")
    #expect(yui.account == "yui-account")
    #expect(yui.realName == "Yui Real")
    #expect(yui.user == "yuiuser")
    #expect(yui.isAway && yui.isBot)
    #expect(channel.members["mio"]?.prefixes == "%+")
    #expect(channel.members["mio"]?.account == nil)
    #expect(talk.session.wishes == [.init("#Ops", key: "sesame")])
    let events = talk.told()
    #expect(events.contains(.membersComplete("#Ops")))
    #expect(events.infos.isEmpty)
  }

  @Test("plain WHO where there are no chosen fields") func plainWho() {
    var talk = Conversation.registered()
    talk.server(":ken!k@h JOIN #a", ":s 353 ken = #a :ken yui", ":s 366 ken #a :End")
    #expect(talk.said() == ["MODE #a", "WHO #a"])
    talk.server(":s 352 ken #a ~y host.example s yui G@ :0 Yui Real", ":s 315 ken #a :End")
    #expect(talk.session.channels["#a"]?.members["yui"]?.realName == "Yui Real")
    #expect(talk.session.channels["#a"]?.members["yui"]?.isAway == true)
    // What a person asks for is shown.
    talk.forget()
    talk.ask(.raw("WHO #a"))
    talk.server(":s 352 ken #a ~y host.example s yui H :0 Yui Real", ":s 315 ken #a :End")
    #expect(talk.told().infos.count == 2)
  }

  @Test("a second JOIN of one's own, and NAMES of other channels, change nothing") func nothing() {
    var talk = Conversation.inChannel()
    talk.server(":ken!k@h JOIN #OPS")
    #expect(talk.session.channels["#ops"]?.members.count == 2)
    #expect(talk.told() == [])
    talk.server(":s 353 ken = #other :a b c", ":s 366 ken #other :End", ":a!a@h JOIN #other", ":a!a@h PART #other")
    #expect(talk.session.channels.count == 1)
    #expect(talk.told().happenings.isEmpty)
  }

  @Test("coming, going and changing") func people() {
    var talk = Conversation.inChannel(capabilities: "extended-join account-notify away-notify chghost setname")
    talk.server(
      ":mio!m@h JOIN #ops mio-account :Mio Real", ":mio!m@h AWAY :lunch", ":mio!m@h ACCOUNT other",
      ":mio!m@h CHGHOST newuser new.host", ":mio!m@h SETNAME :New Name")
    var mio = talk.session.channels["#ops"]?.members["mio"]
    #expect(mio?.isAway == true)
    #expect(mio?.account == "other")
    #expect(mio?.user == "newuser")
    #expect(mio?.realName == "New Name")
    talk.server(":mio!m@h AWAY", ":mio!m@h ACCOUNT *", ":mio!m@h NICK Mio2")
    mio = talk.session.channels["#ops"]?.members["mio2"]
    #expect(mio?.nick == "Mio2")
    #expect(mio?.isAway == false)
    #expect(mio?.account == nil)
    talk.server(":yui!y@h KICK #ops Mio2 :enough", ":yui!y@h PART #ops :bye")
    #expect(talk.session.channels["#ops"]?.members.keys.sorted() == ["ken"])
    let kinds = talk.told().happenings.map(\.kind)
    #expect(
      kinds == [
        .join(account: "mio-account", realName: "Mio Real"), .nick(new: "Mio2"), .kick(nick: "Mio2", reason: "enough"),
        .part(reason: "bye"),
      ])
  }

  @Test("quits name every channel in which the person was") func quits() {
    var talk = Conversation.inChannel("#a", names: "ken yui")
    talk.join("#b", names: "ken yui")
    talk.join("#c", names: "ken")
    talk.forget()
    talk.server(":yui!y@h QUIT :Ping timeout")
    let happening = talk.told().happenings.first
    #expect(happening?.channels == ["#a", "#b"])
    #expect(happening?.kind == .quit(reason: "Ping timeout"))
    #expect(talk.session.memberTotal == 3)
  }

  @Test("one's own nick, part and kick") func own() {
    var talk = Conversation.inChannel()
    talk.server(":ken!k@h NICK Neko")
    #expect(talk.session.nick == "Neko")
    #expect(talk.session.channels["#ops"]?.members["neko"]?.nick == "Neko")
    #expect(talk.told().happenings.first?.isOwn == true)
    talk.server(":yui!y@h KICK #ops nEKO :out")
    #expect(talk.session.channels.isEmpty)
    #expect(talk.session.channelKeys.isEmpty)
    #expect(talk.session.memberTotal == 0)
    #expect(talk.session.wishes.map(\.name) == ["#ops"])
    talk.server(":Neko!k@h JOIN #b")
    #expect(talk.session.wishes.map(\.name) == ["#ops", "#b"])
    talk.ask(.part("#b", reason: ""))
    #expect(talk.session.wishes.map(\.name) == ["#ops"])
  }

  @Test("topics that change, are asked for, or are gone") func topics() {
    var talk = Conversation.inChannel()
    talk.server(":yui!y@h TOPIC #ops :new one")
    #expect(talk.session.channels["#ops"]?.topic == "new one")
    #expect(talk.session.channels["#ops"]?.topicSetBy == "yui")
    talk.forget()
    talk.ask(.topic("#ops", nil))
    talk.server(":s 332 ken #ops :new one")
    #expect(talk.told().infos.map(\.text) == ["topic of #ops: new one"])
    talk.server(":s 331 ken #ops :No topic is set")
    #expect(talk.session.channels["#ops"]?.topic == "")
    talk.ask(.topic("#ops", ""))
    #expect(talk.said().last == "TOPIC #ops :")
  }

  @Test("modes with mixed arguments") func modes() {
    var talk = Conversation.inChannel(
      names: "ken foo bar", support: "PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,Hl,imnst")
    talk.server(":foo!f@h MODE #ops +o-v+v foo foo bar", ":foo!f@h MODE #ops +bkl-i *!*@bad secret 12")
    var channel = talk.session.channels["#ops"]
    #expect(channel?.members["foo"]?.prefixes == "@")
    #expect(channel?.members["bar"]?.prefixes == "+")
    #expect(channel?.modes == "+klnt 12")
    talk.server(":foo!f@h MODE #ops -o+v foo bar", ":foo!f@h MODE #ops +q-l+h FOO foo", ":foo!f@h MODE #ops -k secret")
    channel = talk.session.channels["#ops"]
    #expect(channel?.members["foo"]?.prefixes == "~%")
    #expect(channel?.members["bar"]?.prefixes == "+")
    #expect(channel?.modes == "+nt")
    #expect(talk.told().happenings.map(\.kind).contains(.mode("-o+v foo bar")))
    // Too few arguments, too many, unknown letters.
    talk.server(":foo!f@h MODE #ops +ooo", ":foo!f@h MODE #ops +zz a b c", ":foo!f@h MODE #ops", ":s 324 ken #ops")
  }

  @Test("channels that differ by casemapping only are one, and are two where the server says so") func casemapping() {
    var talk = Conversation.registered(support: "CASEMAPPING=rfc1459")
    talk.join("#ops[x]")
    talk.server(":ken!k@h JOIN #OPS{X}")
    #expect(talk.session.channels.count == 1)
    talk.server(":yui!y@h JOIN #ops{x}", ":yui!y@h PRIVMSG #OPS[X] :hi")
    #expect(talk.session.channels["#ops{x}"]?.members["yui"] != nil)
    #expect(talk.told().said.first?.target == "#ops[x]")
    // Names are folded in another way from now on.
    talk.server(":N[]!n@h JOIN #ops{x}", ":s 005 ken CASEMAPPING=ascii :are supported")
    #expect(talk.session.channels["#ops[x]"]?.members["n[]"] != nil)
    talk.server(":ken!k@h JOIN #ops{x}")
    #expect(talk.session.channels.count == 2)
    talk.server(":ken!k@h PART #ops{x}")
    #expect(talk.session.channels.keys.sorted() == ["#ops[x]"])
  }

  @Test(
    "why a channel cannot be joined is told in its buffer",
    arguments: [
      ("403", "no such channel"), ("405", "too many"), ("437", "netsplit"), ("471", "full"), ("473", "invited"),
      ("474", "banned"), ("475", "key"), ("476", "name"), ("477", "logged in"), ("489", "TLS"), ("520", "operators"),
    ])
  func refusals(code: String, words: String) {
    var talk = Conversation.registered()
    talk.ask(.join("#Ops", key: nil))
    talk.server(":s \(code) ken #ops :Cannot join")
    let events = talk.told()
    #expect(events.target(of: code) == "#Ops")
    #expect(events.infos.first?.kind == .error)
    #expect(events.infos.first?.text.contains(words) == true, "\(events.infos)")
  }

  @Test("a forward is told where one wanted to be") func forward() {
    var talk = Conversation.registered()
    talk.ask(.join("#ops", key: nil))
    talk.server(":s 470 ken #ops ##ops :Forwarding to another channel", ":ken!k@h JOIN ##ops")
    let events = talk.told()
    #expect(events.target(of: "470") == "#ops")
    #expect(talk.session.channels["##ops"] != nil)
  }

  @Test("a channel that wants a login is tried again three times") func needsLogin() {
    var talk = Conversation.registered(
      "", Conversation.settings { $0.login = .init(account: "ken", password: "x", isRequired: false) })
    talk.ask(.join("#ops", key: "k"))
    #expect(talk.said() == ["JOIN #ops k"])
    for _ in 0..<3 {
      talk.server(":s 477 ken #ops :You need to be identified")
      talk.pass(9_000)
      #expect(talk.said().filter { $0.hasPrefix("JOIN") } == [])
      talk.pass(1_000)
      #expect(talk.said().filter { $0.hasPrefix("JOIN") } == ["JOIN #ops k"])
    }
    talk.forget()
    talk.server(":s 477 ken #ops :You need to be identified")
    talk.pass(60_000)
    #expect(talk.said().filter { $0.hasPrefix("JOIN") } == [])
    #expect(talk.told().infos.contains { $0.kind == .error && $0.code == "477" })
  }

  @Test("many channels are joined in lines that are short enough") func manyJoins() {
    var talk = Conversation(
      Conversation.settings { settings in
        settings.channels = (0..<100).map {
          .init("#channel-with-a-long-name-\($0)", key: $0 % 3 == 0 ? "key\($0)" : nil)
        }
      })
    talk.connect()
    talk.server(":s CAP * LS :", ":s 001 ken :Welcome", ":s 376 ken :End")
    let joins = talk.said().filter { $0.hasPrefix("JOIN ") }
    #expect(joins.allSatisfy { $0.utf8.count < 400 })
    let names = joins.flatMap { $0.split(separator: " ")[1].split(separator: ",") }
    #expect(Set(names).count == 100)
    for join in joins {
      let words = join.split(separator: " ")
      let keys = words.count > 2 ? words[2].split(separator: ",") : []
      for (name, key) in zip(words[1].split(separator: ","), keys) {
        #expect(name.split(separator: "-").last == key.dropFirst(3))
      }
    }
  }

  @Test("invitations, one's own and those of others") func invitations() {
    var talk = Conversation.inChannel(capabilities: "invite-notify")
    talk.server(":yui!y@h INVITE ken #secret", ":yui!y@h INVITE mio #ops")
    let happenings = talk.told().happenings
    #expect(happenings.map(\.kind) == [.invite(nick: "ken"), .invite(nick: "mio")])
    #expect(happenings.map(\.isOwn) == [true, false])
    #expect(happenings.map(\.channels) == [["#secret"], ["#ops"]])
  }
}
