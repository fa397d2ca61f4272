/// Helpers shared by tests.
enum TestSupport {}
