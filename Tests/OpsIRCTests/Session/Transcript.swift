import OpsIRC

/// What real servers say, as it was recorded.
enum Transcript {
  static let settings = Conversation.settings {
    $0.login = .init(account: "alice", password: "alice-secret", mechanisms: [.scramSHA256, .plain])
    $0.channels = [.init("#ops")]
  }

  /// ngircd 26.1, which knows one capability.
  static let ngircd = """
    S: :ngircd.lab.test CAP * LS :multi-prefix
    C: CAP REQ multi-prefix
    S: :ngircd.lab.test CAP ken ACK :multi-prefix
    C: CAP END
    S: :ngircd.lab.test 001 ken :Welcome to the Internet Relay Network ken!~ken@127.0.0.1
    S: :ngircd.lab.test 002 ken :Your host is ngircd.lab.test, running version ngircd-26.1 (x86_64/pc/linux-gnu)
    S: :ngircd.lab.test 003 ken :This server has been started Fri Nov 27 2026 at 23:36:51 (UTC)
    S: :ngircd.lab.test 004 ken ngircd.lab.test ngircd-26.1 abBcCFiIoqrRswx abehiIklmMnoOPqQrRstvVz
    S: :ngircd.lab.test 005 ken RFC2812 IRCD=ngIRCd CHARSET=UTF-8 CASEMAPPING=ascii PREFIX=(qaohv)~&@%+ CHANTYPES=#&+ CHANMODES=beI,k,l,imMnOPQRstVz CHANLIMIT=#&+:0 :are supported on this server
    S: :ngircd.lab.test 005 ken CHANNELLEN=50 NICKLEN=30 TOPICLEN=490 AWAYLEN=127 KICKLEN=400 MODES=5 MAXLIST=beI:50 EXCEPTS=e INVEX=I PENALTY FNC :are supported on this server
    S: :ngircd.lab.test 251 ken :There are 1 users and 0 services on 1 servers
    S: :ngircd.lab.test 254 ken 2 :channels formed
    S: :ngircd.lab.test 255 ken :I have 1 users, 0 services and 0 servers
    S: :ngircd.lab.test 265 ken 1 2 :Current local users: 1, Max: 2
    S: :ngircd.lab.test 375 ken :- ngircd.lab.test message of the day
    S: :ngircd.lab.test 372 ken :- This is a lab.
    S: :ngircd.lab.test 376 ken :End of MOTD command
    C: JOIN #ops
    S: :ken!~ken@127.0.0.1 JOIN :#ops
    C: MODE #ops
    S: :ngircd.lab.test 353 ken = #ops :@ken
    S: :ngircd.lab.test 366 ken #ops :End of NAMES list
    C: WHO #ops
    S: :ngircd.lab.test 324 ken #ops +
    S: :ngircd.lab.test 329 ken #ops 1795823687
    S: :ngircd.lab.test 352 ken #ops ~ken 127.0.0.1 ngircd.lab.test ken H@ :0 Ken
    S: :ngircd.lab.test 315 ken #ops :End of WHO list
    """

  /// InspIRCd 3.15 with the services of Atheme.
  static let inspircd = """
    S: :irc.lab.test CAP * LS :account-notify account-tag away-notify batch cap-notify chghost echo-message extended-join extended-monitor inspircd.org/poison inspircd.org/standard-replies invite-notify labeled-response message-tags multi-prefix sasl=PLAIN,EXTERNAL,AUTHCOOKIE server-time setname userhost-in-names 
    C: CAP REQ :message-tags server-time batch echo-message labeled-response account-tag account-notify away-notify chghost extended-join multi-prefix userhost-in-names invite-notify setname cap-notify inspircd.org/standard-replies extended-monitor sasl
    S: @time=2026-11-27T23:55:06.606Z :irc.lab.test CAP ken ACK :message-tags server-time batch echo-message labeled-response account-tag account-notify away-notify chghost extended-join multi-prefix userhost-in-names invite-notify setname cap-notify inspircd.org/standard-replies extended-monitor sasl
    C: AUTHENTICATE PLAIN
    S: @time=2026-11-27T23:55:08.106Z AUTHENTICATE :+
    C: AUTHENTICATE YWxpY2UAYWxpY2UAYWxpY2Utc2VjcmV0
    S: @time=2026-11-27T23:55:09.608Z :irc.lab.test 900 ken ken!ken@127.0.0.1 alice :You are now logged in as alice
    S: @time=2026-11-27T23:55:09.608Z;account=alice :ken!ken@127.0.0.1 ACCOUNT :alice
    S: @time=2026-11-27T23:55:09.608Z :irc.lab.test 903 ken :SASL authentication successful
    C: CAP END
    S: @time=2026-11-27T23:55:11.127Z :irc.lab.test 001 ken :Welcome to the LabNet IRC Network ken!ken@127.0.0.1
    S: @time=2026-11-27T23:55:11.127Z :irc.lab.test 004 ken irc.lab.test InspIRCd-3 BIRdikorsw HMPRbiklmnoprstvz :Hbklov
    S: @time=2026-11-27T23:55:11.127Z :irc.lab.test 005 ken AWAYLEN=200 BOT=B CASEMAPPING=rfc1459 CHANLIMIT=#:20 CHANMODES=b,k,Hl,MPRimnprstz CHANNELLEN=64 CHANTYPES=# ELIST=CMNTU EXTBAN=,RUz HOSTLEN=64 KEYLEN=32 KICKLEN=255 :are supported by this server
    S: @time=2026-11-27T23:55:11.127Z :irc.lab.test 005 ken LINELEN=512 MAXLIST=b:100 MAXTARGETS=20 MODES=20 MONITOR=30 NAMELEN=128 NAMESX NETWORK=LabNet NICKLEN=30 PREFIX=(ov)@+ SAFELIST STATUSMSG=@+ TOPICLEN=307 :are supported by this server
    S: @time=2026-11-27T23:55:11.127Z :irc.lab.test 005 ken UHNAMES USERLEN=10 USERMODES=,,s,BIRdikorw WHOX :are supported by this server
    S: @time=2026-11-27T23:55:11.127Z :irc.lab.test 251 ken :There are 0 users and 0 invisible on 3 servers
    S: @time=2026-11-27T23:55:11.127Z :irc.lab.test 422 ken :Message of the day file is missing.
    C: JOIN #ops
    S: @time=2026-11-27T23:55:12.641Z;account=alice :ken!ken@127.0.0.1 JOIN #ops alice :Ken
    C: MODE #ops
    S: @time=2026-11-27T23:55:12.641Z :irc.lab.test 332 ken #ops :operations
    S: @time=2026-11-27T23:55:12.641Z :irc.lab.test 333 ken #ops leaf.lab.test :1795822611
    S: @time=2026-11-27T23:55:12.641Z :irc.lab.test 353 ken = #ops :ken!ken@127.0.0.1 @yui!yui@127.0.0.1
    S: @time=2026-11-27T23:55:12.641Z :irc.lab.test 366 ken #ops :End of /NAMES list.
    C: WHO #ops %tcnuhraf,152
    S: @time=2026-11-27T23:55:12.641Z :irc.lab.test BATCH +1 chathistory :#ops
    S: @time=2026-11-27T23:55:06.000Z;msgid=1LB~1795822611~17;batch=1 :yui!yui@127.0.0.1 PRIVMSG #ops :before you came
    S: @time=2026-11-27T23:55:12.641Z :irc.lab.test BATCH :-1
    S: @time=2026-11-27T23:55:13.100Z :irc.lab.test 324 ken #ops +Hnt :200:1h
    S: @time=2026-11-27T23:55:15.670Z :irc.lab.test 354 ken 152 #ops yui 127.0.0.1 yui H@ bob :Yui Real
    S: @time=2026-11-27T23:55:15.670Z :irc.lab.test 315 ken #ops :End of /WHO list.
    """
}
