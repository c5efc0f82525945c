package import HTTP
package import Secrets

/// The keys that callers may show.
package struct ClientKeys: Equatable, Sendable {
    /// Why a file has no keys to read.
    package struct Fault: Error, Equatable, Sendable {
        /// What is wrong, without a key.
        package let message: String
    }

    private let keys: [Secret]

    /// The shortest key that is taken: shorter ones can be guessed.
    private static let shortest = 16

    /// Reads a file: a key in each line; blank lines and those that begin with `#` say nothing.
    package init(_ text: [UInt8]) throws(Fault) {
        var keys: [Secret] = []
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let key = Self.trimmed(line)
            if key.isEmpty || key.first == UInt8(ascii: "#") { continue }
            guard key.count >= Self.shortest, key.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw Fault(
                    message: "line \(index + 1): a key has at least \(Self.shortest) characters "
                        + "of ASCII and no blank")
            }
            keys.append(Secret(String(decoding: key, as: UTF8.self)))
        }
        guard !keys.isEmpty else { throw Fault(message: "it has no key") }
        self.keys = keys
    }

    /// Whether a request shows a key of these, in any of the ways of the SDKs.
    package func admit(_ head: RequestHead) -> Bool {
        var isAdmitted = false
        for shown in Self.shown(head) where contains(Secret(shown)) { isAdmitted = true }
        return isAdmitted
    }

    /// Whether this is one of the keys; how long that takes tells of lengths and of nothing else.
    package func contains(_ shown: Secret) -> Bool {
        // Each is compared, so that which one it is does not show either.
        keys.count { $0 == shown } > 0
    }

    private static func shown(_ head: RequestHead) -> [String] {
        var shown: [String] = []
        for name in ["x-api-key", "api-key", "x-goog-api-key"] {
            if let value = head.fields.first(name)?.value { shown.append(value) }
        }
        if let value = head.fields.first("authorization")?.value,
            value.prefix(7).lowercased() == "bearer "
        {
            shown.append(String(value.dropFirst(7)))
        }
        if let query = head.target.query, let key = QueryCredential.value(in: query) {
            shown.append(key)
        }
        return shown
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0D]
        var line = line
        while let first = line.first, blanks.contains(first) { line.removeFirst() }
        while let last = line.last, blanks.contains(last) { line.removeLast() }
        return line
    }
}
