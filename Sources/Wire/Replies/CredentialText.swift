import JSON
package import Secrets

/// A credential as a Select's answer shows it, written once for each generation: only the time it
/// has left is put in anew.
package struct CredentialText: Concealed, Sendable {
    private let head: [UInt8]
    private let tail: [UInt8]

    /// Writes a credential down.
    ///
    /// - Parameters:
    ///   - baseURL: where the upstream is to be called, if the inventory says so.
    ///   - headers: what is to be set on the upstream's request, ready to be sent.
    package init(
        baseURL: String?, generation: Int, headers: [(name: String, value: Secret)], kind: String,
        secret: Secret
    ) {
        var writer = JSONWriter()
        writer.beginObject()
        if let baseURL {
            writer.name("base_url")
            writer.string(baseURL)
        }
        let start = writer.bytes.count
        writer.name("generation")
        writer.integer(generation)
        writer.name("headers")
        writer.beginObject()
        for (name, value) in headers.sorted(by: {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }) {
            writer.name(name)
            writer.string(value.reveal())
        }
        writer.endObject()
        writer.name("kind")
        writer.string(kind)
        writer.name("secret")
        writer.string(secret.reveal())
        writer.endObject()
        let bytes = writer.take()
        head = Array(bytes[..<start])
        tail = Array(bytes[start...].drop { $0 == UInt8(ascii: ",") })
    }

    private static let expiresIn = Array("\"expires_in_ms\":".utf8)
    private static let comma = Array(",".utf8)
    private static let unchangedHead = Array("{\"generation\":".utf8)
    private static let unchangedTail = Array(",\"unchanged\":true}".utf8)

    /// Writes the whole credential.
    func write(expiresIn: Int64?, _ writer: inout JSONWriter) {
        writer.fragment(head)
        var needsComma = head.count > 1
        if let expiresIn {
            if needsComma { writer.fragment(Self.comma) }
            writer.fragment(Self.expiresIn)
            writer.integer(expiresIn)
            needsComma = true
        }
        if needsComma { writer.fragment(Self.comma) }
        writer.fragment(tail)
    }

    /// Writes that the client has it already.
    static func writeUnchanged(generation: Int, _ writer: inout JSONWriter) {
        writer.fragment(unchangedHead)
        writer.integer(generation)
        writer.fragment(unchangedTail)
    }
}
