extension Theme {
  /// A theme without any colour, for NO_COLOR: bold, dim, underline and reverse only.
  public static let mono = Theme(
    name: "mono", summary: "No colour: bold, dim, underline and reverse only",
    looks: [
      .quiet: Look(attributes: .dim), .strong: Look(attributes: .bold), .title: Look(attributes: .bold),
      .rule: Look(attributes: .dim), .heading: Look(attributes: .dim),
      .headingActive: Look(attributes: [.bold, .underline]), .warn: Look(attributes: .bold),
      .crit: Look(attributes: [.bold, .reverse]), .down: Look(attributes: [.bold, .reverse]),
      .stale: Look(attributes: [.dim, .italic]), .unknown: Look(attributes: .dim),
      .maintenance: Look(attributes: .underline), .barMedium: Look(attributes: .bold),
      .barHigh: Look(attributes: [.bold, .reverse]), .barEmpty: Look(attributes: .dim),
      .series1: Look(attributes: .bold), .series3: Look(attributes: .dim), .series4: Look(attributes: .dim),
      .key: Look(attributes: .bold), .hint: Look(attributes: .dim), .error: Look(attributes: [.bold, .reverse]),
      .match: Look(attributes: [.bold, .underline]), .link: Look(attributes: .underline),
      .own: Look(attributes: .bold), .highlight: Look(attributes: [.bold, .reverse]), .unread: Look(attributes: .bold),
      .gap: Look(attributes: [.dim, .italic]), .pending: Look(attributes: .dim),
      .failed: Look(attributes: [.bold, .reverse]), .noise: Look(attributes: .dim),
    ],
    selected: Look(attributes: .reverse), marked: Look(attributes: .underline))

  /// The dark theme as compiled in, for when no theme file can be read.
  public static let fallback = (try? Theme(parsing: darkText)) ?? mono

  /// The text of `themes/dark.theme`.
  static let darkText = """
    name dark
    summary For dark terminals: what is well recedes, what needs a look is bright

    text            default
    quiet           245
    strong          255 bold
    title           117 bold
    rule            240
    heading         247
    heading-active  255 bold underline

    ok              108
    warn            221 bold
    crit            210 bold
    down            231 on 160 bold
    stale           179 italic
    unknown         139
    maintenance     111

    bar-low         66
    bar-medium      179
    bar-high        210
    bar-empty       238

    series-1        110
    series-2        179
    series-3        175
    series-4        108

    key             117 bold
    hint            247
    input           255
    error           210 bold
    match           16 on 221
    link            117 underline

    own             255 bold
    highlight       222 bold
    unread          180
    gap             173 italic
    pending         247
    failed          210 bold
    noise           243

    nick-1          110
    nick-2          179
    nick-3          175
    nick-4          108
    nick-5          146
    nick-6          173
    nick-7          80
    nick-8          187

    selected        default on 237
    marked          default underline

    """
}
