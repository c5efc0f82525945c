extension Optional {
    /// What is there; a test that needs it fails without it.
    func required() throws -> Wrapped {
        guard let self else { throw Missing() }
        return self
    }
}

struct Missing: Error {}
