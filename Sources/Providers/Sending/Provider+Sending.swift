import Secrets

/// Which field carries the secret, and how, when it is not the dialect's own way.
package struct AuthHeader: Hashable, Sendable {
    /// The field's name in lower case.
    package let name: String
    /// What stands before the secret, with the blank that follows it.
    package let prefix: String

    /// Reads `NAME` or `NAME: SCHEME`; `nil` when either has a character that no header can carry.
    ///
    /// The name `authorization` alone takes the scheme `Bearer`, any other name none.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(decoding: parts[0].trimmedBytes.map(\.lowercased), as: UTF8.self)
        guard HeaderSyntax.isName(name) else { return nil }
        self.name = name
        guard parts.count == 2 else {
            prefix = name == "authorization" ? "Bearer " : ""
            return
        }
        let scheme = String(decoding: parts[1].trimmedBytes, as: UTF8.self)
        guard HeaderSyntax.isWord(scheme) else { return nil }
        prefix = scheme + " "
    }
}

extension Provider {
    /// The fields that are ready to be set on a request for an account, names in lower case.
    ///
    /// The dialect's come first; the provider's and then the account's own replace those of the
    /// same name.
    ///
    /// - Parameter extra: the account's own fields from the inventory.
    package func headers(
        for credential: Credential, extra: [RequestField] = []
    ) -> [RequestField] {
        var fields = dialect.authentication(credential)
        if let authHeader {
            fields.removeAll { Self.authenticationNames.contains($0.name) }
            fields.append(
                RequestField(authHeader.name, credential.secret.following(authHeader.prefix)))
        }
        for field in headers + extra {
            let name = field.name.lowercasedASCII
            fields.removeAll { $0.name == name }
            fields.append(RequestField(name, field.value))
        }
        return fields
    }

    /// The fields in which dialects send their secrets.
    private static let authenticationNames = ["authorization", "x-api-key", "x-goog-api-key"]
}
