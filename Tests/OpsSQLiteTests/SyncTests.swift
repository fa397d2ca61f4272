import Foundation
import OpsDomain
import Testing

@testable import OpsSQLite

/// That an acknowledged entry would survive a loss of power: a killed process alone does not show it.
@Suite struct SyncTests {
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/strace")))
  func theLogIsSyncedBeforeEveryAcknowledgement() async throws {
    let fixture = try StoreFixture()
    // The file exists, so that what is traced is appending alone.
    try await fixture.append(fixture.entry("before"))
    let trace = fixture.folder + "/trace"
    let strace = ["strace", "-f", "-qq", "-y", "-s", "64", "-e", "trace=write,pwrite64,fdatasync,fsync", "-o", trace]
    let writer = try WriterProcess(
      ["append", fixture.path, "200", "w"], through: strace, output: fixture.folder + "/out")
    #expect(await writer.end() == 0)
    let order = SyncOrder(String(decoding: FileManager.default.contents(atPath: trace) ?? Data(), as: UTF8.self))
    #expect(order.acknowledgements == 200)
    #expect(order.problems == [])
  }

  @Test(arguments: [
    ("", "without a sync"),
    ("7 fdatasync(4</x/log.sqlite-wal>) = -1 EIO (Input/output error)\n", "before the sync"),
    ("7 fdatasync(4</x/log.sqlite>) = 0\n", "before the sync"),
    ("7 fdatasync(4</x/log.sqlite-wal> <unfinished ...>\n", "before the sync"),
    (
      "7 fdatasync(4</x/log.sqlite-wal>) = 0\n7 pwrite64(4</x/log.sqlite-wal>, \"\", 4096, 0) = 4096\n",
      "before the sync"
    ),
  ])
  func aMissingSyncIsNoticed(calls: String, problem: String) {
    let write = "7 pwrite64(4</x/log.sqlite-wal>, \"\", 4096, 0) = 4096\n"
    let acknowledge = "7 write(1</x/out>, \"01M0 1\\n\", 7) = 7\n"
    let order = SyncOrder((calls.isEmpty ? "" : write) + calls + acknowledge)
    #expect(order.acknowledgements == 1 && order.problems.first?.contains(problem) == true)
    let good = "7 fdatasync(4</x/log.sqlite-wal> <unfinished ...>\n8 x\n7 <... fdatasync resumed>) = 0\n"
    #expect(SyncOrder(write + good + acknowledge).problems == [])
  }
}
