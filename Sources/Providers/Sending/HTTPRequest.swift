/// An HTTP request as data, for whoever has a network.
package struct HTTPRequest: Hashable, Sendable {
    /// The method, in capitals.
    package let method: String
    /// The whole URL.
    package let url: String
    /// The header fields.
    package let headers: [HeaderField]
    /// The body; empty for none.
    package let body: [UInt8]

    /// Makes a request.
    package init(method: String, url: String, headers: [HeaderField], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
