package import Secrets

/// What an account proves itself with.
package struct Credential: Equatable, Sendable {
    /// Whether it is a login's token or a key.
    package let kind: Kind
    /// The token or key that is sent with requests.
    package let secret: Secret
    /// The account's id at the upstream, where requests must name it.
    package let accountID: String?
    /// The project that a Google account's requests are counted to.
    package let projectID: String?
    /// The token that renews the other one; a GitHub token for Copilot.
    package let refreshToken: Secret?

    /// How an account proves itself; the raw value is its name in the inventory and on the wire.
    package enum Kind: String, CaseIterable, Sendable {
        /// A login, with a token that expires and can be renewed.
        case oauth
        /// A key, good until someone withdraws it.
        case apiKey = "api_key"
    }

    /// Takes a credential.
    ///
    /// - Throws: which part is empty or has a character that no header can carry, so that a secret
    ///   from a file with a line break in it is not sent as two headers.
    package init(
        kind: Kind, secret: Secret, accountID: String? = nil, projectID: String? = nil,
        refreshToken: Secret? = nil
    ) throws(CredentialFault) {
        guard HeaderSyntax.isWord(secret) else { throw .secret }
        guard accountID.map(HeaderSyntax.isWord) ?? true else { throw .accountID }
        guard projectID.map(HeaderSyntax.isWord) ?? true else { throw .projectID }
        guard refreshToken.map(HeaderSyntax.isWord) ?? true else { throw .refreshToken }
        self.kind = kind
        self.secret = secret
        self.accountID = accountID
        self.projectID = projectID
        self.refreshToken = refreshToken
    }
}

/// The part of a credential that cannot be sent; never what it holds.
package enum CredentialFault: Error, Hashable, Sendable {
    case secret, accountID, projectID, refreshToken
}

/// What a header's name and value may hold (RFC 9110, sections 5.1 and 5.5).
package enum HeaderSyntax {
    /// Whether a text is a field name: letters, digits and `!#$%&'*+-.^_|~` and the backtick.
    package static func isName(_ text: String) -> Bool {
        let marks = Array("!#$%&'*+-.^_`|~".utf8)
        return !text.isEmpty && text.utf8.count <= 128
            && text.utf8.allSatisfy { byte in
                byte.decimalDigit != nil || (0x61...0x7A).contains(byte.lowercased)
                    || marks.contains(byte)
            }
    }

    /// Whether a text is a field value: printable ASCII with blanks inside, no control characters.
    package static func isValue(_ text: String) -> Bool {
        text.utf8.count <= 8192 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && text.utf8.first != 0x20 && text.utf8.last != 0x20
    }

    /// Whether a text is one unbroken word of printable ASCII, as tokens, keys and ids are.
    package static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 16_384
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Whether a secret is one unbroken word of printable ASCII.
    package static func isWord(_ secret: Secret) -> Bool { isWord(secret.reveal()) }
}
