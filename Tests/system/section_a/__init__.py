"""Section A of the conformance cases: how the daemon starts, reloads, ends and starts again."""
