package import JSON
package import Leasing
package import Providers
import Secrets

/// What an account proves itself with, as the inventory says it. No message repeats any of it.
package struct CredentialSettings {
    /// The credential.
    package private(set) var credential: Credential
    /// When it ends.
    package private(set) var expiresAt: UnixTime?

    private static let oauthKeys = [
        "kind", "access_token", "refresh_token", "expires_at", "id_token", "account_id",
        "project_id",
    ]
    private static let keyKeys = ["kind", "api_key", "file"]

    /// Whether a secret stands in the account itself and not in a file of its own.
    package static func isLiteral(_ account: JSONValue) -> Bool {
        ["api_key", "access_token", "refresh_token", "id_token"].contains {
            account["credential"]?[$0] != nil
        }
    }

    /// Reads the member `credential`; `nil` when a mistake was noted.
    package static func read(
        _ account: ObjectReader, folders: SecretFolders, _ problems: inout ProblemList
    ) -> CredentialSettings? {
        guard let value = account.requireValue("credential", &problems) else { return nil }
        let path = account.path(of: "credential")
        let known = oauthKeys + keyKeys.dropFirst()
        guard let object = ObjectReader(value, path: path, known: known, &problems),
            object.requireValue("kind", &problems) != nil,
            let kind = object.word("kind", of: ["oauth", "api_key"], &problems)
        else { return nil }
        let isKey = kind == "api_key"
        for name in known where object[name] != nil {
            guard !(isKey ? keyKeys : oauthKeys).contains(name) else { continue }
            object.fault(name, "does not belong to a credential of kind \"\(kind)\"", &problems)
        }
        return isKey ? key(object, folders, &problems) : login(object, &problems)
    }

    private static func key(
        _ object: ObjectReader, _ folders: SecretFolders, _ problems: inout ProblemList
    ) -> CredentialSettings? {
        let literal = object.secret("api_key", &problems)
        guard let name = object.text("file", bytes: 1...1024, &problems) else {
            if object["api_key"] == nil, object["file"] == nil {
                object.fault("api_key", "is missing; give it, or \"file\"", &problems)
            }
            return literal.flatMap { make(object, .apiKey, $0, "api_key", &problems) }
        }
        guard object["api_key"] == nil else {
            object.fault("file", "and \"api_key\" exclude each other", &problems)
            return nil
        }
        do throws(SecretFault) {
            let secret = try SecretFile.read(name, in: folders)
            return make(object, .apiKey, secret, "file", &problems)
        } catch {
            object.fault("file", error.message, &problems)
            return nil
        }
    }

    private static func login(
        _ object: ObjectReader, _ problems: inout ProblemList
    ) -> CredentialSettings? {
        _ = object.secret("id_token", &problems)
        let expiresAt = object.time("expires_at", &problems)
        guard object.requireValue("access_token", &problems) != nil,
            let token = object.secret("access_token", &problems)
        else { return nil }
        var settings = make(object, .oauth, token, "access_token", &problems)
        settings?.expiresAt = expiresAt
        return settings
    }

    private static func make(
        _ object: ObjectReader, _ kind: Credential.Kind, _ secret: Secret, _ name: String,
        _ problems: inout ProblemList
    ) -> CredentialSettings? {
        let accountID = object.text("account_id", bytes: 1...256, &problems)
        let projectID = object.text("project_id", bytes: 1...256, &problems)
        let refreshToken = object.secret("refresh_token", &problems)
        do throws(CredentialFault) {
            let credential = try Credential(
                kind: kind, secret: secret, accountID: accountID, projectID: projectID,
                refreshToken: refreshToken)
            return CredentialSettings(credential: credential, expiresAt: nil)
        } catch {
            let field =
                switch error {
                case .secret: name
                case .accountID: "account_id"
                case .projectID: "project_id"
                case .refreshToken: "refresh_token"
                }
            let reason = "has a character that no header can carry"
            object.fault(
                field,
                field == "file" ? "names a file whose secret \(reason): a line break?" : reason,
                &problems)
            return nil
        }
    }
}
