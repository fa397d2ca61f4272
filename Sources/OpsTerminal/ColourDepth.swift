import OpsScreen

/// Two colours as ncurses numbers them; -1 is the terminal's own.
struct ColourPair: Hashable {
  var foreground: Int32
  var background: Int32
}

/// How many colours a terminal has, and which of them come nearest to a look.
enum ColourDepth: Hashable {
  case none, eight, sixteen, palette, direct

  init(colours: Int, isDirect: Bool) {
    switch colours {
    case _ where isDirect: self = .direct
    case 256...: self = .palette
    case 16...: self = .sixteen
    case 8...: self = .eight
    default: self = .none
    }
  }

  /// A look in the terminal's own colours and attributes.
  func render(_ look: Look) -> (colours: ColourPair, attributes: Look.Attributes) {
    var attributes = look.attributes
    switch self {
    case .none: return (ColourPair(foreground: -1, background: -1), attributes)
    case .palette, .direct:
      return (ColourPair(foreground: number(look.foreground), background: number(look.background)), attributes)
    case .eight, .sixteen:
      var pair = ColourPair(foreground: basic(look.foreground), background: -1)
      if let grey = Self.grey(look.background) {
        // A grey background cannot be told from the terminal's own here.
        if grey > 40 && grey < 215 { attributes.insert(.reverse) } else { pair.background = grey > 127 ? 7 : 0 }
      } else if look.background != .standard {
        pair.background = basic(look.background) & 7
      }
      if let grey = Self.grey(look.foreground) {
        pair.foreground = pair.background >= 0 ? (grey > 127 ? 7 : 0) : -1
        if pair.background < 0, (75...165).contains(grey) { attributes.insert(.dim) }
      }
      if pair.foreground >= 0, pair.foreground & 7 == pair.background { pair.foreground = pair.background == 0 ? 7 : 0 }
      return (pair, attributes)
    }
  }

  private func number(_ colour: Look.Colour) -> Int32 {
    switch (colour, self) {
    case (.standard, _): return -1
    case (.palette(let number), .direct): return number < 8 ? Int32(number) : Self.packed(Self.rgb(number))
    case (.palette(let number), _): return Int32(number)
    case (.rgb(let red, let green, let blue), .direct): return Self.packed((Int(red), Int(green), Int(blue)))
    case (.rgb(let red, let green, let blue), _): return Self.nearest((Int(red), Int(green), Int(blue)))
    }
  }

  /// Direct-colour terminals take the first eight numbers for the palette, so the darkest blues move up a little.
  private static func packed(_ rgb: (Int, Int, Int)) -> Int32 {
    let value = Int32(rgb.0 << 16 | rgb.1 << 8 | rgb.2)
    return value < 8 ? 8 : value
  }

  /// The nearest of the 240 colours that look alike on all terminals: the cube of 216, and 24 greys.
  static func nearest(_ rgb: (Int, Int, Int)) -> Int32 {
    var best = (distance: Int.max, number: 16)
    for number in 16...255 {
      let other = Self.rgb(UInt8(number))
      let (red, green, blue) = (rgb.0 - other.0, rgb.1 - other.1, rgb.2 - other.2)
      let distance = 2 * red * red + 4 * green * green + 3 * blue * blue
      if distance < best.distance { best = (distance, number) }
    }
    return Int32(best.number)
  }

  /// The colour of the first eight by hue, since paleness would else make all of them white; with 16, bright ones too.
  private func basic(_ colour: Look.Colour) -> Int32 {
    if case .palette(let number) = colour, number < 16 { return self == .sixteen ? Int32(number) : Int32(number & 7) }
    guard let (red, green, blue) = Self.components(colour) else { return -1 }
    let least = min(red, green, blue)
    let most = max(red, green, blue)
    // A little below the middle, so that pink is magenta, not the red of trouble.
    let bar = least + (most - least) * 9 / 20
    let bits = (red > bar ? 1 : 0) | (green > bar ? 2 : 0) | (blue > bar ? 4 : 0)
    return Int32(self == .sixteen && most > 200 ? bits + 8 : bits)
  }

  /// The brightness 0...255 of a colour that is nearly grey; nil for others and the terminal's own.
  private static func grey(_ colour: Look.Colour) -> Int? {
    if case .palette(let number) = colour, number < 16, number & 7 != 0, number & 7 != 7 { return nil }
    guard let (red, green, blue) = components(colour) else { return nil }
    guard max(red, green, blue) - min(red, green, blue) < 24 else { return nil }
    return (red + green + blue) / 3
  }

  private static func components(_ colour: Look.Colour) -> (Int, Int, Int)? {
    switch colour {
    case .standard: return nil
    case .palette(let number): return rgb(number)
    case .rgb(let red, let green, let blue): return (Int(red), Int(green), Int(blue))
    }
  }

  /// The usual colour of a palette number, as xterm has it.
  static func rgb(_ number: UInt8) -> (Int, Int, Int) {
    switch number {
    case 0..<16:
      let basic: [(Int, Int, Int)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
      ]
      return basic[Int(number)]
    case 16..<232:
      let place = Int(number) - 16
      func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
      return (level(place / 36), level(place / 6 % 6), level(place % 6))
    default:
      let grey = 8 + 10 * (Int(number) - 232)
      return (grey, grey, grey)
    }
  }
}
