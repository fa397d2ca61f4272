/// The candidate that a person most likely meant by `word`, for "did you mean"; nil when none is near.
///
/// Near is at most a third of the letters wrong, missing, added or swapped with their neighbour; case does not
/// count. Of equally near ones the first wins. Words beyond 64 letters match nothing.
public func closestMatch(to word: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(word.lowercased().unicodeScalars)
  guard !wanted.isEmpty, wanted.count <= closestMatchLetters else { return nil }
  var best: (distance: Int, name: String)?
  for candidate in candidates {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    let allowed = min(max(1, max(wanted.count, scalars.count) / 3), best.map { $0.distance - 1 } ?? .max)
    guard scalars.count <= closestMatchLetters, abs(scalars.count - wanted.count) <= allowed else { continue }
    let distance = editDistance(wanted, scalars)
    if distance <= allowed { best = (distance, candidate) }
    if distance == 0 { break }
  }
  return best?.name
}

/// The longest word that is compared.
private let closestMatchLetters = 64

/// The number of edits (insert, delete, replace, swap neighbours) between two words: optimal string alignment.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var row = [i + 1]
    row.reserveCapacity(right.count + 1)
    for (j, b) in right.enumerated() {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a == b ? 0 : 1))
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    (beforeLast, last) = (last, row)
  }
  return last[right.count]
}
