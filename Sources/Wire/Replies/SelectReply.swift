package import JSON

/// A lease, with what is needed to use it.
package struct SelectReply: Sendable {
    /// The credential to use.
    package enum Credential: Sendable {
        /// All of it, and how long it has left in milliseconds.
        case whole(CredentialText, expiresIn: Int64?)
        /// The client has this generation.
        case unchanged(generation: Int)
    }

    /// The credential to use.
    package var credential: Credential
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
        credential: Credential, lease: LeaseReply, poolSize: Int, isReplayed: Bool, waited: Int64
    ) {
        self.credential = credential
        self.lease = lease
        self.poolSize = poolSize
        self.isReplayed = isReplayed
        self.waited = waited
    }

    private static let credentialName = Array("{\"credential\":".utf8)
    private static let leaseName = Array(",\"lease\":".utf8)
    private static let poolSizeName = Array(",\"pool_size\":".utf8)
    private static let replayed = Array(",\"replayed\":true,\"waited_ms\":".utf8)
    private static let notReplayed = Array(",\"replayed\":false,\"waited_ms\":".utf8)
    private static let end = Array("}".utf8)

    /// Writes the `result` of a Select. Ready-made pieces: it is the most frequent answer.
    package func write(_ writer: inout JSONWriter) {
        writer.fragment(Self.credentialName)
        switch credential {
        case .whole(let text, let expiresIn): text.write(expiresIn: expiresIn, &writer)
        case .unchanged(let generation):
            CredentialText.writeUnchanged(generation: generation, &writer)
        }
        writer.fragment(Self.leaseName)
        lease.write(&writer)
        writer.fragment(Self.poolSizeName)
        writer.integer(poolSize)
        writer.fragment(isReplayed ? Self.replayed : Self.notReplayed)
        writer.integer(waited)
        writer.fragment(Self.end)
    }
}

/// A lease and its times, as a Select and a Renew answer it.
package struct LeaseReply: Sendable {
    /// The lease's name.
    package var name: LeaseName
    /// The lease's number.
    package var fence: UInt64
    /// The account lent.
    package var account: String
    /// The account's provider.
    package var provider: String
    /// The model that was asked for.
    package var model: String?
    /// Whether it lives without the connection.
    package var isDetached: Bool
    /// Whether it tries an account that is expected to be blocked.
    package var isProbe: Bool
    /// How long it lives unless renewed, in milliseconds.
    package var expiresIn: Int64

    /// Describes a lease.
    package init(
        name: LeaseName, fence: UInt64, account: String, provider: String, model: String?,
        isDetached: Bool, isProbe: Bool, expiresIn: Int64
    ) {
        self.name = name
        self.fence = fence
        self.account = account
        self.provider = provider
        self.model = model
        self.isDetached = isDetached
        self.isProbe = isProbe
        self.expiresIn = expiresIn
    }

    private static let accountName = Array("{\"account_id\":".utf8)
    private static let detached = Array(",\"detached\":true,\"expires_in_ms\":".utf8)
    private static let bound = Array(",\"detached\":false,\"expires_in_ms\":".utf8)
    private static let fenceName = Array(",\"fence\":".utf8)
    private static let idName = Array(",\"lease_id\":\"".utf8)
    private static let modelName = Array("\",\"model\":".utf8)
    private static let withoutModel = Array("\"".utf8)
    private static let probe = Array(",\"probe\":true,\"provider\":".utf8)
    private static let notProbe = Array(",\"probe\":false,\"provider\":".utf8)
    private static let renewName = Array(",\"renew_after_ms\":".utf8)
    private static let end = Array("}".utf8)

    /// Writes the lease. Renewing makes sense after a third of its life.
    package func write(_ writer: inout JSONWriter) {
        writer.fragment(Self.accountName)
        writer.string(account)
        writer.fragment(isDetached ? Self.detached : Self.bound)
        writer.integer(expiresIn)
        writer.fragment(Self.fenceName)
        writer.integer(fence)
        writer.fragment(Self.idName)
        writer.fragment { name.append(to: &$0) }
        if let model {
            writer.fragment(Self.modelName)
            writer.string(model)
        } else {
            writer.fragment(Self.withoutModel)
        }
        writer.fragment(isProbe ? Self.probe : Self.notProbe)
        writer.string(provider)
        writer.fragment(Self.renewName)
        writer.integer(expiresIn / 3)
        writer.fragment(Self.end)
    }
}
