/// Checks, in debug builds, that the names of every object are written in the order of their bytes.
///
/// Every verb answers whether all is well, so that an `assert` around it does the work or none.
struct NameOrder: Sendable {
    private var last: [String?] = []

    /// Notes that a container begins.
    mutating func open() -> Bool {
        last.append(nil)
        return true
    }

    /// Notes that the innermost container ends.
    mutating func close() -> Bool {
        last.popLast() != nil
    }

    /// Notes a name; false when the one before it does not come before it.
    mutating func add(_ name: String) -> Bool {
        guard let previous = last.popLast() else { return true }
        last.append(name)
        guard let previous else { return true }
        return previous.utf8.lexicographicallyPrecedes(name.utf8)
    }
}
