/// What a client asks for in a Select.
package struct SelectWish: Hashable, Sendable {
    /// The provider.
    package var provider: String
    /// The model, when the client says.
    package var model: String?
    /// The caller's affinity key.
    package var session: String?
    /// Accounts that were tried before.
    package var excluded: [String] = []
    /// The one account that will do.
    package var account: String?
    /// The lease whose request goes on.
    package var retryOf: String?
    /// How long to wait, in milliseconds.
    package var wait = 0
    /// How long the caller listens, in milliseconds.
    package var timeout: Int?
    /// How long the lease is to live, in milliseconds.
    package var term: Int?
    /// Whether the lease lives without the connection.
    package var isDetached = false
    /// Which attempt it is.
    package var attempt = 1
    /// The key under which it may be sent again.
    package var key: String?
    /// The credential of an account that the client has already.
    package var known: KnownCredential?

    /// A credential as a client remembers it.
    package struct KnownCredential: Hashable, Sendable {
        /// Whose it is.
        package let account: String
        /// Its number.
        package let generation: Int64
    }

    /// Wishes for any account of a provider.
    package init(provider: String) {
        self.provider = provider
    }

    /// How long the request may be without an answer, in milliseconds.
    var patience: Int { min(wait, timeout ?? max(10_000, wait + 5000)) }
}
