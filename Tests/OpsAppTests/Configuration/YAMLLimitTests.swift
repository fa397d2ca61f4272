import Testing

@testable import OpsApp

private func problem(_ text: String) -> String? {
  do {
    _ = try parseYAML(text, file: "f")
    return nil
  } catch {
    return error.description
  }
}

/// Nine levels of nine aliases each: nearly 400 million values out of a few lines.
private let laughs: String = {
  var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
  for level in 1...8 {
    let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
    text += "a\(level): &a\(level) [\(aliases)]\n"
  }
  return text
}()

@Test func aliasesThatMultiplyAreRefused() {
  #expect(problem(laughs)?.contains("aliases repeat more than 10000 values") == true)
}

@Test(arguments: ["? *a8\n: x\n", "{ *a8 : x }: y\n", "k: { [*a8]: x }\n", "*a8 : x\n", "? [\n*a8]\n: x\n"])
func aliasesInKeysAreRefusedBeforeTheyAreCompared(key: String) {
  #expect(problem(laughs + key) != nil)
}

@Test(arguments: [("[", "]"), ("{a: ", "}")])
func nestingBeyondTheLimitIsRefused(open: String, close: String) {
  func nested(_ depth: Int) -> String {
    String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
  }
  #expect(problem(nested(60)) == nil)
  #expect(problem(nested(70))?.contains("deeper than 64") == true)
  #expect(problem(nested(5000)) != nil)
}

@Test func usualAliasesAreRead() {
  #expect(problem("a: &x { b: c }\nd: *x\ne: [*x, *x]\n") == nil)
}

@Test(arguments: ["", "\n", "---\n", "# remark", "~"])
func nothingIsReadAsNothing(text: String) throws {
  #expect(try parseYAML(text, file: "f").isNull)
}

@Test func placesAreCountedInLinesAndCharacters() throws {
  let value = try parseYAML("a: 障害\nログ: [x]\n", file: "f")
  guard case .map(let entries) = value.content else {
    Issue.record("no map")
    return
  }
  #expect(entries.map(\.place) == [Place(file: "f", line: 1, column: 1), Place(file: "f", line: 2, column: 1)])
  #expect(entries.map(\.value.place.column) == [4, 5])
}

@Test(arguments: [
  "\u{0}", "a: \u{7}", "\"\\ud800\"", "a: [", "\t- a", "%YAML 9.9\n---\na", "!!binary x", "&a *a", "- *b",
])
func strangeTextNeverTraps(text: String) {
  _ = problem(text)
}

@Test(arguments: [
  "a: &x 1\nb: [*x, *x]\nc: { d: *x, e: [*x] }\n", "a: &x 1\nb: *x # a:b\nc: \"http://[::1]/\"\n",
  "a: &x [1]\nb: { c: *x }\nd: 2\n",
])
func aliasesAsValuesAreNoKeys(text: String) {
  #expect(problem(text) == nil || text.contains("::"))
}
