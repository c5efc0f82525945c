import JSON

/// One lease, as Leases answered it.
package struct ListedLease: Equatable {
    let id, account, client, state: String
    let model: String?
    let user: Int64
    /// How long ago it was granted, in milliseconds.
    let age: Int64
    /// When it ends, in milliseconds.
    let expiresIn: Int64

    /// Reads an element of `leases`.
    init(_ value: JSONValue) throws(CommandFault) {
        guard let id = value["lease_id"]?.string, let account = value["account_id"]?.string,
            let user = value["uid"]?.integer, let age = value["age_ms"]?.integer
        else { throw .foreign("Leases") }
        (self.id, self.account, self.user, self.age) = (id, account, user, age)
        client = value["client"]?.string ?? ""
        state = value["state"]?.string ?? ""
        model = value["model"]?.string
        expiresIn = value["expires_in_ms"]?.integer ?? 0
    }

    /// The leases of a result, or of a page of it.
    package static func list(_ result: [UInt8]) throws(CommandFault) -> [ListedLease] {
        let answer = try JSONValue.answer(result, to: "Leases")
        guard let leases = answer["leases"]?.array else { throw .foreign("Leases") }
        return try leases.map(ListedLease.init)
    }

    /// What the client calls itself.
    var clientName: String { client.isEmpty ? "(unnamed)" : client }
}
