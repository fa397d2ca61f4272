/// A mark or word of a condition, with the place where it begins.
struct ConditionToken {
  /// What the token is.
  enum Matter: Equatable {
    case word(String)
    /// A text in quotes: never a keyword nor a field.
    case quoted(String)
    case comparison(HostCondition.Comparison)
    case open, close
  }

  let matter: Matter
  let offset: Int
}

/// Cuts the text of a condition into tokens.
func conditionTokens(_ text: String) throws(HostPredicate.Problem) -> [ConditionToken] {
  let characters = Array(text)
  guard characters.count <= HostPredicate.textMax else {
    let message = "longer than \(HostPredicate.textMax) characters"
    throw HostPredicate.Problem(message: message, offset: HostPredicate.textMax)
  }
  var (tokens, index): ([ConditionToken], Int) = ([], 0)
  while index < characters.count {
    let begin = index
    let matter: ConditionToken.Matter
    switch characters[index] {
    case let blank where blank.isWhitespace:
      index += 1
      continue
    case "(", ")":
      matter = characters[index] == "(" ? .open : .close
      index += 1
    case "\"", "'": matter = .quoted(try quoted(characters, &index))
    case "=", "!", ">", "<", "~": matter = .comparison(try comparison(characters, &index))
    default: matter = .word(word(characters, &index))
    }
    tokens.append(ConditionToken(matter: matter, offset: begin))
  }
  return tokens
}

/// The text between quotes.
private func quoted(_ characters: [Character], _ index: inout Int) throws(HostPredicate.Problem) -> String {
  let begin = index
  index += 1
  guard let end = characters[index...].firstIndex(of: characters[begin]) else {
    throw HostPredicate.Problem(message: "the quote is not closed", offset: begin)
  }
  defer { index = end + 1 }
  return String(characters[index..<end])
}

private func comparison(
  _ characters: [Character], _ index: inout Int
) throws(HostPredicate.Problem) -> HostCondition.Comparison {
  let begin = index
  index += 1
  if index < characters.count, let two = HostCondition.Comparison(rawValue: String(characters[begin...index])) {
    index += 1
    return two
  }
  // `==` is what programmers' fingers type.
  if characters[begin] == "=", index < characters.count, characters[index] == "=" { index += 1 }
  guard let one = HostCondition.Comparison(rawValue: String(characters[begin])) else {
    throw HostPredicate.Problem(message: "write not before a condition, or != between two values", offset: begin)
  }
  return one
}

private func word(_ characters: [Character], _ index: inout Int) -> String {
  let begin = index
  while index < characters.count, !characters[index].isWhitespace, !"()=!<>~\"'".contains(characters[index]) {
    index += 1
  }
  return String(characters[begin..<index])
}
