/// Runs the program. `main` only calls on: a task begun inside `main` itself would never run.
public func runOpsconsole() {}
