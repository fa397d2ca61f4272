import OpsIRC
import Testing

/// A line and what it says, and why the case is there.
struct SplitCase: Sendable, CustomTestStringConvertible {
  let line: String
  let message: IRCMessage
  let why: String

  init(
    _ line: String, _ command: String, _ parameters: [String] = [], from source: IRCSource? = nil,
    tags: [String: String] = [:], why: String
  ) {
    self.line = line
    message = IRCMessage(command, parameters, tags: tags, source: source)
    self.why = why
  }

  var testDescription: String { why }

  static let source = IRCSource("yui", user: "~y", host: "tokyo.example.org")

  /// Verbs, parameters and sources, by https://modern.ircdocs.horse/#message-format.
  static let plain: [SplitCase] = [
    SplitCase("QUIT", "QUIT", why: "a verb alone"),
    SplitCase("JOIN #ops", "JOIN", ["#ops"], why: "one parameter"),
    SplitCase("MODE #ops +o ken", "MODE", ["#ops", "+o", "ken"], why: "only middle parameters"),
    SplitCase(
      "PRIVMSG #ops :disk full on bm-db01", "PRIVMSG", ["#ops", "disk full on bm-db01"], why: "a trailing one"),
    SplitCase("PRIVMSG #ops :ok", "PRIVMSG", ["#ops", "ok"], why: "the colon is not part of a single word"),
    SplitCase("PRIVMSG #ops ok", "PRIVMSG", ["#ops", "ok"], why: "without the colon it is the same"),
    SplitCase("TOPIC #ops :", "TOPIC", ["#ops", ""], why: "an empty trailing one is there"),
    SplitCase("AWAY :", "AWAY", [""], why: "an empty trailing one alone"),
    SplitCase("PRIVMSG #ops ::-)", "PRIVMSG", ["#ops", ":-)"], why: "only the first colon is a mark"),
    SplitCase("PRIVMSG #ops : hm", "PRIVMSG", ["#ops", " hm"], why: "blanks after the mark are text"),
    SplitCase("PRIVMSG #ops :hm  ", "PRIVMSG", ["#ops", "hm  "], why: "blanks at the end of a trailing one are text"),
    SplitCase("PRIVMSG #ops :a :b", "PRIVMSG", ["#ops", "a :b"], why: "a colon in the trailing one is text"),
    SplitCase("MODE a:b c:", "MODE", ["a:b", "c:"], why: "a colon within a word is no mark"),
    SplitCase("JOIN   #ops    key", "JOIN", ["#ops", "key"], why: "several blanks are one"),
    SplitCase("JOIN #ops ", "JOIN", ["#ops"], why: "a blank at the end makes no parameter"),
    SplitCase("JOIN #ops   ", "JOIN", ["#ops"], why: "several blanks at the end make none"),
    SplitCase("PRIVMSG #ops   :hi", "PRIVMSG", ["#ops", "hi"], why: "several blanks before the mark"),
    SplitCase("PART #ops\tx", "PART", ["#ops\tx"], why: "a tabulator is no blank"),
    SplitCase("PRIVMSG #ops :\tx", "PRIVMSG", ["#ops", "\tx"], why: "a tabulator at the front of text stays"),
    SplitCase("privmsg #ops :hi", "PRIVMSG", ["#ops", "hi"], why: "verbs are of any case"),
    SplitCase("PrivMsg #Ops Hi", "PRIVMSG", ["#Ops", "Hi"], why: "parameters keep their case"),
    SplitCase("001 ken :Welcome", "001", ["ken", "Welcome"], why: "a numeric"),
    SplitCase("CAP * LS :sasl ", "CAP", ["*", "LS", "sasl "], why: "servers leave blanks at the end of lists"),
    SplitCase("FOO bar baz\r\n", "FOO", ["bar", "baz"], why: "the end of the line is not part of it"),
    SplitCase("PRIVMSG #ops :再起動します", "PRIVMSG", ["#ops", "再起動します"], why: "text beyond ASCII"),
  ]

  /// Messages that say where they come from.
  static let sources: [SplitCase] = [
    SplitCase(
      ":irc.example.org 001 ken :Hi", "001", ["ken", "Hi"], from: IRCSource("irc.example.org"), why: "a server"),
    SplitCase(":yui!~y@tokyo.example.org JOIN #ops", "JOIN", ["#ops"], from: source, why: "a person"),
    SplitCase(":yui!~y@tokyo.example.org JOIN :#ops", "JOIN", ["#ops"], from: source, why: "trailing is ordinary"),
    SplitCase(":yui  PING", "PING", from: IRCSource("yui"), why: "several blanks after the source"),
    SplitCase(":yui AWAY :", "AWAY", [""], from: IRCSource("yui"), why: "an empty trailing one after a source"),
    SplitCase(
      ":yui PRIVMSG #ops : x  y ", "PRIVMSG", ["#ops", " x  y "], from: IRCSource("yui"), why: "blanks are text"),
    SplitCase(": PING a", "PING", ["a"], from: IRCSource(""), why: "a source without a name"),
    SplitCase(
      ":yui!~y@a\u{3}05b\u{F} PART #ops", "PART", ["#ops"], from: IRCSource("yui", user: "~y", host: "a\u{3}05b\u{F}"),
      why: "formatting within a source"),
    SplitCase(
      ":gravel.mozilla.org 432  #momo :Erroneous", "432", ["#momo", "Erroneous"], from: IRCSource("gravel.mozilla.org"),
      why: "a server that leaves the nick away"),
    SplitCase(":irc MODE #tckk +n ", "MODE", ["#tckk", "+n"], from: IRCSource("irc"), why: "a blank after modes"),
    SplitCase(":irc MODE #ops +o ken  ", "MODE", ["#ops", "+o", "ken"], from: IRCSource("irc"), why: "and two blanks"),
  ]

  /// Tags, by https://ircv3.net/specs/extensions/message-tags.
  static let tags: [SplitCase] = [
    SplitCase("@id=1 PING", "PING", tags: ["id": "1"], why: "a tag"),
    SplitCase("@a=1;b=2;c PING", "PING", tags: ["a": "1", "b": "2", "c": ""], why: "several, the last without value"),
    SplitCase("@a= PING", "PING", tags: ["a": ""], why: "an empty value is none"),
    SplitCase("@a=1;a=2 PING", "PING", tags: ["a": "2"], why: "the last of two counts"),
    SplitCase("@a=1;a PING", "PING", tags: ["a": ""], why: "the last counts without a value too"),
    SplitCase("@a;A=1 PING", "PING", tags: ["a": "", "A": "1"], why: "the case of keys counts"),
    SplitCase("@a=b=c PING", "PING", tags: ["a": "b=c"], why: "only the first equals sign divides"),
    SplitCase("@a=\\: PING", "PING", tags: ["a": ";"], why: "an escaped semicolon"),
    SplitCase("@a=\\s\\\\\\r\\n PING", "PING", tags: ["a": " \\\r\n"], why: "blank, backslash, CR, LF"),
    SplitCase("@a=\\\\s PING", "PING", tags: ["a": "\\s"], why: "an escaped backslash before an s"),
    SplitCase("@a=\\b PING", "PING", tags: ["a": "b"], why: "an unknown escape gives the letter"),
    SplitCase("@a=x\\ PING", "PING", tags: ["a": "x"], why: "a backslash at the end is dropped"),
    SplitCase("@a=\\;b=1 PING", "PING", tags: ["a": "", "b": "1"], why: "also before the next tag"),
    SplitCase("@a=日本 PING", "PING", tags: ["a": "日本"], why: "values beyond ASCII"),
    SplitCase("@;a=1;; PING", "PING", tags: ["a": "1"], why: "empty tags are none"),
    SplitCase("@=x PING", "PING", why: "a tag without a key is none"),
    SplitCase(
      "@+draft/reply=9;example.org/x=y PING", "PING", tags: ["+draft/reply": "9", "example.org/x": "y"],
      why: "client tags and vendors are part of the key"),
    SplitCase(
      "@a=1   :yui   PRIVMSG   #ops   :x y", "PRIVMSG", ["#ops", "x y"], from: IRCSource("yui"),
      tags: ["a": "1"], why: "several blanks everywhere"),
    SplitCase(
      "@a=:x :yui!~y@tokyo.example.org PING :@b", "PING", ["@b"], from: source, tags: ["a": ":x"],
      why: "marks within other parts are text"),
  ]
}
