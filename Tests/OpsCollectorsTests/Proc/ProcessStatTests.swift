import Testing

@testable import OpsCollectors

@Suite struct ProcessStatTests {
  private static let fields = "S 1 4242 4242 0 -1 4194304 1 0 3 0 250 150 0 0 20 0 7 0 1000 123456789 2048 1"

  @Test(arguments: ["nginx", "a) b", "((", "))", "a\nb", ") R 1 1 1 1", "(sd-pam)", "", "a b c", "障害"])
  func anyNameIsReadAndForgesNothing(name: String) throws {
    let text = Array("42 (\(name)) \(Self.fields)\n".utf8)
    let stat = try #require(ProcessStat(text[...]))
    #expect(stat.name == name)
    #expect((stat.pid, stat.parent, stat.state, stat.threads) == (42, 1, "S", 7))
    #expect((stat.cpuTicks, stat.startTicks, stat.residentPages) == (400, 1000, 2048))
    #expect(!stat.isKernel)
  }

  @Test func recordsOneAfterTheOtherArePartedDespiteNewlinesInNames() throws {
    let names = ["init", "x\n9 (y", "z) S 1\n1 (q", "end"]
    let text = names.enumerated().map { "\($0.offset + 1) (\($0.element)) \(Self.fields)\n" }.joined()
    let all = ProcessStat.parseAll(Array(text.utf8)[...], limit: 100)
    #expect(all.map(\.name) == names)
    #expect(all.map(\.pid) == [1, 2, 3, 4])
    #expect(ProcessStat.parseAll(Array(text.utf8)[...], limit: 2).count == 2)
  }

  @Test func aThreadOfTheKernelIsKnownByItsFlag() throws {
    let bytes = try CollectorFixture.bytes("proc/debian12-vm/proc/4243/stat")
    let stat = try #require(ProcessStat(bytes[...]))
    #expect(stat.isKernel)
    #expect(stat.name == "kworker/u8:2-events_unbound")
  }

  @Test(arguments: [
    "", "1", "1 (a", "1 (a)", "1 (a) S", "x (a) S 1 2", "1 (a) S 1 1 1 0 -1 x", "() () ()", "1 (a) SS 1",
  ])
  func whatIsNoRecordIsNil(text: String) {
    #expect(ProcessStat(Array(text.utf8)[...]) == nil)
    #expect(ProcessStat.parseAll(Array(text.utf8)[...], limit: 10).isEmpty)
  }
}
