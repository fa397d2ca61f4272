import OpsDomain

/// What sshd allows: by its own words where root may ask it, else by its files.
enum SSHDPosture {
  private static let defaults = [
    "permitrootlogin": "prohibit-password", "passwordauthentication": "yes", "kbdinteractiveauthentication": "yes",
    "usepam": "no",
  ]

  /// Whether root, and whether passwords are let in.
  static func checks(_ section: SectionText) -> [PostureCheck] {
    let told = PostureText.lines(section, "sshd")
    if !told.isEmpty { return checks(values(told.map { $0[...] }), by: "sshd -T", evidenceOfAll: "") }
    guard section.part("sshd_config") != nil else {
      // Somebody lets people in: what it allows is not known.
      return both(.unknown(section.isStopped ? PostureText.late : "neither sshd nor its files tell"))
    }
    if PostureText.isDenied(section, "sshd") { return both(.unknown("needs root"), "files of sshd are shut") }
    let (lines, hasMatch, include) = effective(PostureText.lines(section, "sshd_config"))
    let said = checks(
      values(lines), by: "sshd_config", evidenceOfAll: hasMatch ? "; a Match block may say otherwise for some" : "")
    guard let include else { return said }
    // What is included from elsewhere was not read, and may come first.
    let evidence = String(include.prefix(200))
    return said.map { PostureCheck($0.topic, .unknown("an Include was not read"), evidence: evidence) }
  }

  private static func both(_ value: PostureValue, _ evidence: String = "") -> [PostureCheck] {
    [.rootLogin, .passwordLogin].map { PostureCheck($0, value, evidence: evidence) }
  }

  private static func checks(_ values: [String: String], by source: String, evidenceOfAll: String) -> [PostureCheck] {
    let said = { (key: String) in values[key] ?? defaults[key] ?? "" }
    let evidence = { (key: String) in
      (values[key].map { "\(source): \(key) \($0)" } ?? "\(source) does not say; the default of \(key) is \(said(key))")
        + evidenceOfAll
    }
    var password = said("passwordauthentication")
    var passwordEvidence = evidence("passwordauthentication")
    if password == "no", said("kbdinteractiveauthentication") == "yes", said("usepam") == "yes" {
      password = "keyboard-interactive"
      passwordEvidence += "; kbdinteractiveauthentication yes, usepam yes"
    }
    return [
      PostureCheck(.rootLogin, .word(said("permitrootlogin")), evidence: evidence("permitrootlogin")),
      PostureCheck(.passwordLogin, .word(password), evidence: passwordEvidence),
    ]
  }

  /// The first value of every key, as sshd takes it.
  private static func values(_ lines: [Substring]) -> [String: String] {
    var values: [String: String] = [:]
    for line in lines {
      let words = line.split { " \t=\"".contains($0) }
      guard words.count >= 2 else { continue }
      var key = words[0].lowercased()
      if key == "challengeresponseauthentication" { key = "kbdinteractiveauthentication" }
      if values[key] == nil { values[key] = words[1].lowercased() }
    }
    return values
  }

  /// The lines that hold for everybody, of lines as `/etc/ssh/sshd_config:PermitRootLogin no`: files in the place where
  /// they are included, and nothing from the first Match of a file on.
  private static func effective(
    _ lines: [String]
  ) -> (lines: [Substring], hasMatch: Bool, include: Substring?) {
    var files: [(name: Substring, lines: [Substring])] = []
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let (name, text) = (line[..<colon], line[line.index(after: colon)...])
      if files.last?.name == name { files[files.count - 1].lines.append(text) } else { files.append((name, [text])) }
    }
    var (result, hasMatch) = ([Substring](), false)
    var (included, other) = (Set<Bool>(), Substring?.none)
    // Some distributions keep files of their own in /usr/etc, beside those of the administrator.
    func isOfDistribution(_ text: Substring) -> Bool { text.contains("/usr/etc/ssh/") }
    func take(_ lines: [Substring], isMain: Bool) {
      for line in lines {
        let word = line.split { " \t=".contains($0) }.first?.lowercased()
        if word == "match" {
          hasMatch = true
          return
        }
        if word == "include", line.contains("sshd_config.d/") {
          let place = isOfDistribution(line)
          guard isMain, included.insert(place).inserted else { continue }
          for file in files where file.name.contains("/sshd_config.d/") && isOfDistribution(file.name) == place {
            take(file.lines, isMain: false)
          }
        } else if word == "include" {
          other = other ?? line
        } else {
          result.append(line)
        }
      }
    }
    for file in files where !file.name.contains("/sshd_config.d/") { take(file.lines, isMain: true) }
    return (result, hasMatch, other)
  }
}
