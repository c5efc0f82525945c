import JSON
package import Leasing

extension Provider {
    /// The quota windows in a usage document; none when it cannot be read.
    package func readings(ofUsage body: [UInt8], now: UnixTime) -> [WindowReading] {
        let text = body.prefix(Self.documentLimit)
        guard let document = JSONValue.parseBounded(text, marks: Self.markLimit) else { return [] }
        return Array(
            dialect.readings(ofUsage: document, horizon: Horizon(now: now))
                .prefix(Self.windowLimit))
    }

    /// The request for the usage document; `nil` when this provider has none.
    package func usageRequest(for credential: Credential) -> HTTPRequest? {
        guard let request = dialect.usageRequest(credential, url: usageURL) else { return nil }
        var fields = request.headers
        for field in headers {
            let name = field.name.lowercasedASCII
            fields.removeAll { $0.name == name }
            fields.append(RequestField(name, field.value))
        }
        return HTTPRequest(
            method: request.method, url: request.url, headers: fields, body: request.body)
    }

    /// Documents are a few KiB; Google's list every model.
    private static let documentLimit = 262_144
    private static let markLimit = 4096

    /// More windows than any account has.
    private static let windowLimit = 64
}
