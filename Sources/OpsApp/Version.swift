/// The version, as `--version` says it.
let programVersion = "0.1.0"
