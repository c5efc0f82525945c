package import JSON

/// Who holds which account.
package struct LeasesReply: Sendable {
    /// One lease that lives.
    package struct Row: Sendable {
        /// The account that it lends.
        package var account: String
        /// How long ago it was granted, in milliseconds.
        package var age: Int64
        /// The name that its client had given itself by then; empty when none.
        package var client: String
        /// Whether it lives without its connection.
        package var isDetached: Bool
        /// How long it lives if nothing happens, in milliseconds.
        package var expiresIn: Int64
        /// Its number.
        package var fence: UInt64
        /// Its name.
        package var name: LeaseName
        /// The model it was asked for.
        package var model: String?
        /// Whether it tries out an account that is blocked.
        package var isProbe: Bool
        /// Where it stands: `active` or `orphaned`.
        package var state: String
        /// The user that it was granted to.
        package var uid: UInt32

        /// Describes a lease.
        package init(
            account: String, age: Int64, client: String, isDetached: Bool, expiresIn: Int64,
            fence: UInt64, name: LeaseName, model: String?, isProbe: Bool, state: String,
            uid: UInt32
        ) {
            self.account = account
            self.age = age
            self.client = client
            self.isDetached = isDetached
            self.expiresIn = expiresIn
            self.fence = fence
            self.name = name
            self.model = model
            self.isProbe = isProbe
            self.state = state
            self.uid = uid
        }
    }

    /// The leases, in the order of their fences.
    package var rows: [Row]
    /// The fence behind which the next page begins.
    package var next: UInt64?

    /// Puts an answer together.
    package init(rows: [Row], next: UInt64?) {
        self.rows = rows
        self.next = next
    }

    /// Writes the `result` of a Leases.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("leases")
        writer.beginArray()
        for row in rows { Self.write(row, &writer) }
        writer.endArray()
        writer.member("next", next)
        writer.endObject()
    }

    private static func write(_ row: Row, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("account_id", row.account)
        writer.member("age_ms", row.age)
        writer.member("client", row.client)
        writer.member("detached", row.isDetached)
        writer.member("expires_in_ms", row.expiresIn)
        writer.member("fence", row.fence)
        writer.member("lease_id", row.name.text)
        writer.member("model", row.model)
        writer.member("probe", row.isProbe)
        writer.member("state", row.state)
        writer.member("uid", row.uid)
        writer.endObject()
    }
}
