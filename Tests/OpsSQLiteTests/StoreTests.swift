import OpsSQLite
import Testing

@Suite struct StoreTests {
  @Test func aStoreKnowsItsFile() { #expect(SQLiteStore(path: "/x").path == "/x") }
}
