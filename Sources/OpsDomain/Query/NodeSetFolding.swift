extension NodeSet {
  /// Folds names to the shortest notation: `web[01-03,07]`.
  ///
  /// Names are told apart by what is not a number; they come in the order in which their kind is first met, and each
  /// once. `expand` and `fold` undo each other, padding included.
  public static func fold(_ names: [String]) -> String {
    var groups: [[String]: [SplitName]] = [:]
    var order: [[String]] = []
    var seen: Set<String> = []
    for name in names where !name.isEmpty && seen.insert(name).inserted {
      let split = SplitName(name)
      if groups[split.texts] == nil { order.append(split.texts) }
      groups[split.texts, default: []].append(split)
    }
    return order.flatMap { texts in foldGroup(texts, groups[texts] ?? []) }.joined(separator: ",")
  }

  /// Folds names that differ in their numbers only, one run of digits after the other, the last first.
  private static func foldGroup(_ texts: [String], _ names: [SplitName]) -> [String] {
    let runs = texts.count - 1
    let paddings = (0..<runs).map { run in Set(names.compactMap { $0.numbers[run].padding }) }
    var products = names.map { name in
      (0..<runs).map { run in [name.numbers[run].padded(by: paddings[run])] }
    }
    for run in (0..<runs).reversed() { products = merge(products, along: run) }
    return products.map { write(texts, $0) }
  }

  /// Joins products that differ in one place only.
  private static func merge(_ products: [[[PaddedNumber]]], along run: Int) -> [[[PaddedNumber]]] {
    var places: [[[PaddedNumber]]: Int] = [:]
    var merged: [[[PaddedNumber]]] = []
    for product in products {
      var key = product
      key[run] = []
      if let place = places[key] {
        merged[place][run] += product[run]
      } else {
        places[key] = merged.count
        merged.append(product)
      }
    }
    for index in merged.indices { merged[index][run].sort() }
    return merged
  }

  private static func write(_ texts: [String], _ product: [[PaddedNumber]]) -> String {
    var text = texts[0]
    for (index, numbers) in product.enumerated() { text += brackets(numbers) + texts[index + 1] }
    return text
  }

  /// Sorted numbers as ranges; without brackets when there is one only.
  private static func brackets(_ numbers: [PaddedNumber]) -> String {
    if numbers.count == 1 { return numbers[0].text }
    var ranges: [(first: PaddedNumber, last: PaddedNumber)] = []
    for number in numbers {
      if let range = ranges.last, range.last.width == number.width, range.last.value + 1 == number.value {
        ranges[ranges.count - 1].last = number
      } else {
        ranges.append((number, number))
      }
    }
    let texts = ranges.map { $0.first == $0.last ? $0.first.text : "\($0.first.text)-\($0.last.text)" }
    return "[" + texts.joined(separator: ",") + "]"
  }
}

/// A number with the width to which it is padded; 0 for none.
private struct PaddedNumber: Hashable, Comparable {
  let width: Int
  let value: Int
  var text: String { padded(UInt64(value), to: width) }
  static func < (left: Self, right: Self) -> Bool { (left.width, left.value) < (right.width, right.value) }
}

/// A name cut into texts and the numbers between them.
private struct SplitName {
  /// The texts; one more than there are numbers.
  var texts = [""]
  var numbers: [Digits] = []

  /// A run of digits as it is written.
  struct Digits {
    let value: Int
    let count: Int
    let hasLeadingZero: Bool

    /// The width to which it is surely padded, or nil when it need not be.
    var padding: Int? { hasLeadingZero ? count : nil }

    /// The number with the padding that its companions show: 10 beside 09 is padded to two.
    func padded(by widths: Set<Int>) -> PaddedNumber {
      let width = hasLeadingZero ? count : widths.filter { $0 <= count }.max() ?? 0
      return PaddedNumber(width: width, value: value)
    }
  }

  init(_ name: String) {
    var digits = ""
    for character in name {
      if character.isASCII, character.isNumber, digits.count < NodePattern.digitsMax {
        digits.append(character)
      } else {
        take(digits)
        digits = ""
        if character.isASCII, character.isNumber {
          digits = String(character)
        } else {
          texts[texts.count - 1].append(character)
        }
      }
    }
    take(digits)
  }

  private mutating func take(_ digits: String) {
    guard let value = Int(digits) else { return }
    let hasLeadingZero = digits.count > 1 && digits.hasPrefix("0")
    numbers.append(Digits(value: value, count: digits.count, hasLeadingZero: hasLeadingZero))
    texts.append("")
  }
}
