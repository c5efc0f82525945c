package import JSON

/// A lease, with what is needed to use it.
package struct SelectReply: Sendable {
    /// What stays the same for the account.
    package var account: AccountText
    /// The credential's number, when the client has it already and is not sent it again.
    package var knownGeneration: Int?
    /// How long the credential has left, in milliseconds.
    package var credentialExpiresIn: Int64?
    /// The lease and its times.
    package var lease: LeaseReply
    /// Accounts that serve this provider and model.
    package var poolSize: Int
    /// Whether an earlier Select with the same key was answered so before.
    package var isReplayed: Bool
    /// How long the request waited, in milliseconds.
    package var waited: Int64

    /// Puts an answer together.
    package init(
        account: AccountText, knownGeneration: Int?, credentialExpiresIn: Int64?,
        lease: LeaseReply, poolSize: Int, isReplayed: Bool, waited: Int64
    ) {
        self.account = account
        self.knownGeneration = knownGeneration
        self.credentialExpiresIn = credentialExpiresIn
        self.lease = lease
        self.poolSize = poolSize
        self.isReplayed = isReplayed
        self.waited = waited
    }

    static let credential = Array("{\"credential\":".utf8)
    private static let poolSizeName = Array("},\"pool_size\":".utf8)
    private static let replayed = Array(",\"replayed\":true,\"waited_ms\":".utf8)
    private static let notReplayed = Array(",\"replayed\":false,\"waited_ms\":".utf8)
    private static let end = Array("}".utf8)

    /// Writes the `result` of a Select. Ready-made pieces: it is the most frequent answer.
    package func write(_ writer: inout JSONWriter) {
        if knownGeneration == nil, credentialExpiresIn == nil, !lease.isDetached {
            writer.fragment(account.unexpiring)
        } else {
            writeCredential(&writer)
        }
        lease.writeTimes(&writer, account)
        writer.fragment(Self.poolSizeName)
        writer.integer(poolSize)
        writer.fragment(isReplayed ? Self.replayed : Self.notReplayed)
        writer.integer(Int(waited))
        writer.fragment(Self.end)
    }

    private func writeCredential(_ writer: inout JSONWriter) {
        writer.fragment(Self.credential)
        if let knownGeneration {
            CredentialText.writeUnchanged(generation: knownGeneration, &writer)
        } else {
            account.credential.write(expiresIn: credentialExpiresIn, &writer)
        }
        writer.fragment(lease.isDetached ? account.detachedLease : account.boundLease)
    }
}
