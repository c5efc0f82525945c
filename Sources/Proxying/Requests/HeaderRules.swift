package import AccountClient
package import HTTP

/// Which fields pass, and in which direction.
package enum HeaderRules {
    /// The mark of a request that usage counters skip.
    package static let internalMark = "x-internal-pricing-sync"

    /// What authorizes a caller here, or shows who it is; never the upstream's business.
    private static let credentials = [
        "authorization", "x-api-key", "api-key", "x-goog-api-key", "x-goog-iam-authorization-token",
        "cookie", "chatgpt-account-id", "openai-organization", "openai-project",
    ]
    /// What is set anew on the connection to the upstream.
    private static let connection = [
        "host", "content-length", "expect", "accept-encoding", internalMark,
    ]

    /// The fields of a request as the upstream gets them: the caller's without its credentials and
    /// what belongs to its connection, then the lease's, which replace those of their names.
    ///
    /// A header of a lease that cannot stand in a message is left out.
    package static func toUpstream(_ fields: Fields, lease headers: [CredentialHeader]) -> Fields {
        var passed = fields
        passed.removeHopByHop()
        passed.removeAll { field in
            credentials.contains(where: field.isNamed) || connection.contains(where: field.isNamed)
        }
        for header in headers {
            try? passed.replace(header.name, header.reveal())
        }
        return passed
    }

    /// The fields of an answer as the caller gets them: no cookie, which is the account's, nothing
    /// of the connection, and nothing of a coding that is undone.
    package static func toCaller(_ fields: Fields, isDecoded: Bool) -> Fields {
        var passed = fields
        passed.removeHopByHop()
        passed.removeAll { field in
            field.isNamed("set-cookie") || field.isNamed("set-cookie2")
                || field.isNamed("alt-svc")
                || isDecoded && (field.isNamed("content-encoding"))
        }
        return passed
    }

    /// The fields as a report has them.
    package static func evidence(_ fields: Fields) -> [Header] {
        fields.map { Header(name: $0.name, value: $0.value) }
    }

    /// Whether usage counters are to skip the request.
    package static func isInternal(_ fields: Fields) -> Bool {
        fields.first(internalMark)?.value == "1"
    }
}
