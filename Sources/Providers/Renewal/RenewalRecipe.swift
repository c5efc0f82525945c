import JSON
package import Secrets

/// How a dialect's tokens are renewed, as data.
struct RenewalRecipe: Sendable {
    /// Where, unless the inventory says otherwise.
    var url: String
    /// How the grant is written.
    var encoding: Encoding
    /// The scopes that are asked for again; `nil` for none.
    var scope: String?
    /// Further fields of the request.
    var headers: [RequestField] = []
    /// Whether the client has to prove itself with a secret.
    var needsClientSecret = false

    /// How the grant is written.
    enum Encoding: Sendable {
        /// A JSON object (RFC 6749 asks for a form, but these upstreams ask for JSON).
        case json
        /// A form (RFC 6749, section 6).
        case form
        /// No grant at all: a GET with the long-lived token, answered with a short one.
        case exchange
    }

    /// The grant's fields in alphabetical order.
    func grant(_ refreshToken: Secret, _ client: OAuthClient) -> [(String, Secret)] {
        var fields = [("client_id", Secret(client.id))]
        if let secret = client.secret { fields.append(("client_secret", secret)) }
        fields += [("grant_type", Secret("refresh_token")), ("refresh_token", refreshToken)]
        if let scope { fields.append(("scope", Secret(scope))) }
        return fields
    }

    func request(_ fields: [(String, Secret)], at url: String) -> HTTPRequest {
        let type =
            encoding == .form ? "application/x-www-form-urlencoded" : "application/json"
        return HTTPRequest(
            method: "POST", url: url,
            headers: [
                RequestField("accept", plain: "application/json"),
                RequestField("content-type", plain: type),
            ] + headers,
            body: Self.body(encoding == .form, fields.map { ($0, $1.reveal()) }))
    }

    private static func body(_ isForm: Bool, _ fields: [(String, String)]) -> Secret {
        let bytes = isForm ? FormText.encode(fields) : object(fields)
        return Secret(String(decoding: bytes, as: UTF8.self))
    }

    private static func object(_ fields: [(String, String)]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for (name, value) in fields {
            writer.name(name)
            writer.string(value)
        }
        writer.endObject()
        return writer.bytes
    }
}

/// The program that a login was made with, from the inventory.
package struct OAuthClient: Sendable {
    /// Its public id.
    package let id: String
    /// Its secret, where the upstream asks for one.
    package let secret: Secret?

    /// Names a client.
    package init(id: String, secret: Secret? = nil) {
        self.id = id
        self.secret = secret
    }
}
