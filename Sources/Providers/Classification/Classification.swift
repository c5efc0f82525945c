import JSON

/// Classifies cases that are given as text: what `accountctl classify` does.
package enum Classification {
    /// The outcomes of a case, or of an array of them, one line of JSON for each.
    ///
    /// - Parameter providers: those that the cases may name.
    /// - Throws: the first mistake in the text; then there is no output at all.
    package static func lines(
        for text: [UInt8], providers: [Provider] = Provider.builtIn
    ) throws(ClassificationFault) -> [UInt8] {
        let value = try parse(text)
        guard let elements = value.array else {
            return try line(for: value, path: "", providers)
        }
        var output: [UInt8] = []
        for (index, element) in elements.enumerated() {
            output += try line(for: element, path: "[\(index)].", providers)
        }
        return output
    }

    private static func parse(_ text: [UInt8]) throws(ClassificationFault) -> JSONValue {
        do throws(JSONFault) {
            return try JSONValue.parse(text)
        } catch {
            throw ClassificationFault(.notJSON, "", error.offset)
        }
    }

    private static func line(
        for value: JSONValue, path: String, _ providers: [Provider]
    ) throws(ClassificationFault) -> [UInt8] {
        let outcome = try ClassifiedCase(value, path: path, providers: providers).outcome
        var writer = JSONWriter()
        outcome.write(to: &writer)
        return writer.bytes + [0x0A]
    }
}
