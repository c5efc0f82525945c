/// Fields whose value is a list with commas (RFC 9110, section 5.6.1).
extension Fields {
    /// Hands over each element of the lists of all fields of the name, white space around it left
    /// out; an empty element is handed over too, for a reader that minds it.
    func forEachElement(of name: String, _ body: (ArraySlice<UInt8>) -> Void) {
        var next = firstIndex(named: name)
        while let index = next {
            next = firstIndex(named: name, from: index + 1)
            var rest = self[index].valueBytes
            while let comma = rest.firstIndex(of: Characters.comma) {
                body(rest[..<comma].trimmed)
                rest = rest[(comma + 1)...]
            }
            body(rest.trimmed)
        }
    }

    /// Whether one of the lists of the name has the element, whatever the case of its letters.
    package func list(_ name: String, contains element: String) -> Bool {
        var isFound = false
        forEachElement(of: name) { isFound = isFound || $0.matches(element) }
        return isFound
    }
}
