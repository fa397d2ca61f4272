/// `; did you mean “x”?` for the nearest word, or nothing when none is near.
func didYouMean(_ word: String, _ known: [String]) -> String {
  let near = known.map { (word: $0, distance: editDistance(word, $0)) }.min { $0.distance < $1.distance }
  guard let near, near.distance <= max(1, min(word.count, near.word.count) / 3) else { return "" }
  return "; did you mean “\(near.word)”?"
}

/// The least number of insertions, deletions, replacements and exchanges of neighbours between two words.
///
/// Words of more than 64 bytes are taken for far.
private func editDistance(_ one: String, _ other: String) -> Int {
  let a = Array(one.utf8)
  let b = Array(other.utf8)
  guard a.count <= 64, b.count <= 64 else { return .max }
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var best = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), row[j] + 1, rows[i][j + 1] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
