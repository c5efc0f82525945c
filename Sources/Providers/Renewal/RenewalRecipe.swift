import JSON

/// How a dialect's tokens are renewed, as data.
struct RenewalRecipe: Sendable {
    /// Where, unless the inventory says otherwise.
    var url: String
    /// How the grant is written.
    var encoding: Encoding
    /// The scopes that are asked for again; `nil` for none.
    var scope: String?
    /// Further fields of the request.
    var headers: [HeaderField] = []
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
    func grant(_ refreshToken: String, _ client: OAuthClient) -> [(String, String)] {
        var fields = [("client_id", client.id)]
        if let secret = client.secret { fields.append(("client_secret", secret)) }
        fields += [("grant_type", "refresh_token"), ("refresh_token", refreshToken)]
        if let scope { fields.append(("scope", scope)) }
        return fields
    }

    func request(_ fields: [(String, String)], at url: String) -> HTTPRequest {
        let type =
            encoding == .form ? "application/x-www-form-urlencoded" : "application/json"
        return HTTPRequest(
            method: "POST", url: url,
            headers: [
                HeaderField("accept", "application/json"), HeaderField("content-type", type),
            ] + headers,
            body: encoding == .form ? FormText.encode(fields) : Self.object(fields))
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
    package let secret: String?

    /// Names a client.
    package init(id: String, secret: String? = nil) {
        self.id = id
        self.secret = secret
    }
}
