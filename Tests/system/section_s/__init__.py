"""Section S of the conformance cases: who is let in, what is shown, and what a crash tells."""
