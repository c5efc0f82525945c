/// A path under which a route's requests come, such as `/claude`.
package struct PathPrefix: Sendable, Hashable, CustomStringConvertible {
    /// The path without a slash at its end, hence empty for `/`.
    let bytes: [UInt8]

    /// Takes a path of whole segments; a slash at the end says nothing.
    ///
    /// `nil` for what no request's path could begin with, for an empty segment, and for an escape:
    /// prefixes are compared byte by byte, and an escaped spelling would be missed.
    package init?(_ text: String) {
        var path = Array(text.utf8)
        guard PathRule.accepts(path[...]), !path.contains(UInt8(ascii: "%")) else { return nil }
        if path.last == Characters.slash { path.removeLast() }
        guard
            path.split(separator: Characters.slash, omittingEmptySubsequences: false)
                .dropFirst().allSatisfy({ !$0.isEmpty })
        else { return nil }
        bytes = path
    }

    /// The path as it is configured, `/` for the root.
    package var description: String { bytes.isEmpty ? "/" : bytes[...].text }
}
