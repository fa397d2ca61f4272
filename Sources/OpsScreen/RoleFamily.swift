extension Role {
  /// Roles that are alike but for a number; a theme may give one look to all of a family.
  enum Family: String, CaseIterable {
    case nick, chat

    /// Its roles, by their numbers.
    var roles: [Role] { self == .nick ? Role.nicks : Role.chatColours }
    /// The number of its first role.
    var firstNumber: Int { self == .nick ? 1 : 0 }

    /// How its roles look where a theme says nothing: by the palette, readable on dark ground.
    var usualLooks: [Look] {
      let numbers: [UInt8]
      switch self {
      case .nick: numbers = [110, 179, 175, 108, 146, 173, 80, 187]
      case .chat: numbers = [255, 243, 68, 71, 203, 131, 134, 208, 227, 120, 37, 87, 75, 213, 245, 250]
      }
      return numbers.map { Look(foreground: .palette($0)) }
    }
  }

  /// The colours of nicks.
  public static let nicks: [Role] = [.nick1, .nick2, .nick3, .nick4, .nick5, .nick6, .nick7, .nick8]

  /// The colours with which people write, by the numbers that mIRC gave them.
  public static let chatColours: [Role] = [
    .chat0, .chat1, .chat2, .chat3, .chat4, .chat5, .chat6, .chat7, .chat8, .chat9, .chat10, .chat11, .chat12, .chat13,
    .chat14, .chat15,
  ]

  /// The role of one of the colours 0...98 of chats: the first 16 as they are, of others the nearest of these.
  ///
  /// Nil for all other numbers; 99 means the colour of the text.
  public static func chat(_ number: Int) -> Role? {
    switch number {
    case 0..<16: return chatColours[number]
    case 16..<88:
      // Six rows of twelve hues from red to rose, dark ones first.
      let dark = [5, 7, 7, 3, 3, 10, 10, 2, 2, 6, 6, 5]
      let bright = [4, 7, 8, 9, 9, 11, 11, 12, 12, 13, 13, 13]
      return chatColours[(number < 52 ? dark : bright)[(number - 16) % 12]]
    case 88..<90: return .chat1
    case 90..<95: return .chat14
    case 95..<97: return .chat15
    case 97..<99: return .chat0
    default: return nil
    }
  }

  /// The role of the nearest of the 16 colours of chats.
  public static func chat(red: UInt8, green: UInt8, blue: UInt8) -> Role {
    let usual: [(Int, Int, Int)] = [
      (255, 255, 255), (0, 0, 0), (0, 0, 127), (0, 147, 0), (255, 0, 0), (127, 0, 0), (156, 0, 156), (252, 127, 0),
      (255, 255, 0), (0, 252, 0), (0, 147, 147), (0, 255, 255), (0, 0, 252), (255, 0, 255), (127, 127, 127),
      (210, 210, 210),
    ]
    var best = (distance: Int.max, role: Role.chat0)
    for (role, other) in zip(chatColours, usual) {
      let (reds, greens, blues) = (Int(red) - other.0, Int(green) - other.1, Int(blue) - other.2)
      let distance = 2 * reds * reds + 4 * greens * greens + 3 * blues * blues
      if distance < best.distance { best = (distance, role) }
    }
    return best.role
  }
}
