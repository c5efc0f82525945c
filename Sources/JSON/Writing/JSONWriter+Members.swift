extension JSONWriter {
    /// Writes a member that is a text, or nothing when there is none.
    package mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    /// Writes a member that is a list of texts, or nothing when there is none.
    package mutating func member(_ name: String, _ values: [String]?) {
        guard let values else { return }
        self.name(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// Writes a member that is an integer, or nothing when there is none.
    package mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        self.name(name)
        integer(value)
    }

    /// Writes a member that is yes or no.
    package mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        boolean(value)
    }
}
