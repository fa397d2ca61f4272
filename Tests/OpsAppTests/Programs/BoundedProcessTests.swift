import Testing

@testable import OpsApp

private func run(_ script: String, deadline: Duration = .seconds(10), bytes: Int = 1000) throws -> String {
  var process = BoundedProcess(program: "/bin/sh", arguments: ["-c", script], environment: ["A": "b c"])
  process.deadline = deadline
  process.outputBytes = bytes
  return String(decoding: try process.output(), as: UTF8.self)
}

@Test func outputComesWholeAndTheEnvironmentIsWhatWasGiven() throws {
  #expect(try run("echo \"$A\"; echo x >&2; cat") == "b c\n")
}

@Test func aFailureCarriesStatusAndWords() {
  #expect(throws: BoundedProcess.Failure.failed(status: 3, words: "no\n")) { try run("echo no >&2; exit 3") }
}

@Test func aProgramThatDoesNotEndIsEnded() {
  #expect(throws: BoundedProcess.Failure.tooSlow(.milliseconds(200))) {
    try run("sleep 600 & sleep 600", deadline: .milliseconds(200))
  }
}

@Test func whatItHasBegunEndsWithItThoughItRefuses() throws {
  let stubborn = try Stubborn()
  #expect(throws: BoundedProcess.Failure.tooSlow(.milliseconds(300))) {
    try run("exec \(stubborn.program)", deadline: .milliseconds(300))
  }
  #expect(stubborn.begun.count == 2)
  #expect(stubborn.isGone(within: 5))
}

@Test func tooMuchOutputEndsTheProgram() {
  #expect(throws: BoundedProcess.Failure.tooLarge(1000)) { try run("yes") }
}

@Test func aProgramThatIsNotThereIsSaid() {
  #expect(throws: BoundedProcess.Failure.notFound) {
    try BoundedProcess(program: "no-such-program", arguments: [], environment: [:]).output()
  }
}
