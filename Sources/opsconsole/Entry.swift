import OpsApp

/// The entry point.
@main
struct Entry {
  static func main() { runOpsconsole() }
}
