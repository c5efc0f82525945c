/// What a request is for (RFC 9112, section 3.2), byte for byte as it was sent.
///
/// The origin-form and the absolute-form are read. The authority-form belongs to CONNECT and the
/// asterisk-form to no route, so that neither is served here.
package struct RequestTarget: Sendable, Equatable {
    /// The path and the query: it begins with a slash, nothing in it is decoded or resolved.
    package let bytes: [UInt8]
    /// Where the path ends in `bytes`: at the query's question mark or at the end.
    private let pathEnd: Int
    /// The host and port of the absolute-form, which stand above those of Host (section 3.2.2).
    package let authority: String?

    /// Reads a target of a request-line.
    init(_ target: ArraySlice<UInt8>) throws(HTTPFault) {
        guard target.first != Characters.slash else {
            try self.init(reference: Array(target), authority: nil)
            return
        }
        let rest = try Self.withoutScheme(target)
        let end = rest.firstIndex(where: Self.endsAuthority) ?? rest.endIndex
        let authority = rest[..<end]
        guard authority.first.map({ $0 != Characters.colon }) == true,
            Authority.accepts(authority)
        else { throw .malformedTarget }
        // An empty path is the same as `/` (RFC 9110, section 4.2.3).
        let slash = end < rest.endIndex && rest[end] == Characters.slash ? [] : [Characters.slash]
        try self.init(reference: slash + rest[end...], authority: authority.text)
    }

    private init(reference: [UInt8], authority: String?) throws(HTTPFault) {
        bytes = reference
        pathEnd = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        self.authority = authority
        guard PathRule.accepts(bytes[..<pathEnd]),
            Escapes.isText(bytes[pathEnd...], of: Self.isQueryCharacter)
        else { throw .malformedTarget }
    }

    /// The path as text.
    package var path: String { bytes[..<pathEnd].text }

    /// The query as text, without its question mark; `nil` when there is none.
    package var query: String? {
        pathEnd < bytes.endIndex ? bytes[(pathEnd + 1)...].text : nil
    }

    /// What stands behind a prefix: the rest of the path, which is empty or begins with a slash,
    /// and the query. `nil` when the path is not the prefix nor below it: `/claudex` is not below
    /// `/claude`.
    ///
    /// It belongs behind a URL that has an authority; alone it may begin with two slashes and
    /// would be read as one.
    package func remainder(behind prefix: PathPrefix) -> ArraySlice<UInt8>? {
        let cut = prefix.bytes.count
        guard cut <= pathEnd, bytes[..<cut].elementsEqual(prefix.bytes),
            cut == pathEnd || bytes[cut] == Characters.slash
        else { return nil }
        return bytes[cut...]
    }

    /// What stands behind `http://` or `https://`, whatever the case of their letters.
    private static func withoutScheme(
        _ target: ArraySlice<UInt8>
    ) throws(HTTPFault) -> ArraySlice<UInt8> {
        for scheme in ["http://", "https://"] where target.prefix(scheme.utf8.count).matches(scheme)
        {
            return target.dropFirst(scheme.utf8.count)
        }
        throw .malformedTarget
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == Characters.slash || byte == UInt8(ascii: "?")
    }

    private static func isQueryCharacter(_ byte: UInt8) -> Bool {
        Characters.isPathCharacter(byte) || byte == Characters.slash || byte == UInt8(ascii: "?")
    }
}
