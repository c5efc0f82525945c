package import Secrets

/// An HTTP request as data, for whoever has a network.
package struct HTTPRequest: Equatable, Sendable {
    /// The method, in capitals.
    package let method: String
    /// The whole URL.
    package let url: String
    /// The header fields.
    package let headers: [RequestField]
    /// The body, which has tokens in it when they are to be renewed; empty for none.
    package let body: Secret

    /// Makes a request.
    package init(method: String, url: String, headers: [RequestField], body: Secret = Secret("")) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
