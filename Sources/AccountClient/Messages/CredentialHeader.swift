package import Secrets

/// A header that authorizes a request to an upstream.
///
/// Its value comes out by `reveal()` alone: printed, logged or dumped, a header shows its name, and
/// so does the lease that it is of.
///
///     for header in lease.headers { request.setValue(header.reveal(), for: header.name) }
public struct CredentialHeader: Equatable, Sendable {
    /// The name; its case means nothing.
    public let name: String

    private let value: Secret

    /// Names a header.
    public init(name: String, value: String) {
        self.init(name: name, secret: Secret(value))
    }

    /// Names a header.
    package init(name: String, secret: Secret) {
        self.name = name
        value = secret
    }

    /// The value, to be set on the upstream's request and shown to nobody.
    public func reveal() -> String { value.reveal() }
}
