import JSON
import Secrets

/// What a Select's answer says of an account, whatever the lease: written once for each of its
/// credentials, so that an answer is put together from a few pieces.
///
/// A class, so that handing it around costs one count and not one for each piece.
package final class AccountText: Concealed, Sendable {
    let credential: CredentialText
    let accountID: String
    let provider: String
    /// From the beginning to the time that a bound lease has, for a credential that does not run
    /// out: nothing of it is ever put in anew.
    let unexpiring: [UInt8]
    /// From the end of the credential to the time that a bound lease has.
    let boundLease: [UInt8]
    /// The same for a detached lease.
    let detachedLease: [UInt8]
    /// From the end of the model to the time after which to renew.
    let afterModel: [UInt8]
    /// The same for a lease that tries the account out.
    let afterModelOfProbe: [UInt8]

    /// Writes down what stays the same.
    package init(credential: CredentialText, accountID: String, provider: String) {
        self.credential = credential
        self.accountID = accountID
        self.provider = provider
        var writer = JSONWriter()
        writer.string(accountID)
        let id = writer.take()
        let head = Array(",\"lease\":{\"account_id\":".utf8) + id
        boundLease = head + Array(",\"detached\":false,\"expires_in_ms\":".utf8)
        detachedLease = head + Array(",\"detached\":true,\"expires_in_ms\":".utf8)
        writer = JSONWriter()
        writer.fragment(SelectReply.credential)
        credential.write(expiresIn: nil, &writer)
        writer.fragment(boundLease)
        unexpiring = writer.take()
        writer = JSONWriter()
        writer.string(provider)
        let name = writer.take() + Array(",\"renew_after_ms\":".utf8)
        afterModel = Array(",\"probe\":false,\"provider\":".utf8) + name
        afterModelOfProbe = Array(",\"probe\":true,\"provider\":".utf8) + name
    }
}
