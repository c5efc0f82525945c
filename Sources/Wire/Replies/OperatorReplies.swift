package import JSON

/// How much was held against an account.
package struct ClearBlocksReply: Sendable {
    /// Windows, pauses and a dead credential that were dropped.
    package var cleared: Int

    /// Puts an answer together.
    package init(cleared: Int) {
        self.cleared = cleared
    }

    /// Writes the `result` of a ClearBlocks.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("cleared", cleared)
        writer.endObject()
    }
}

/// How many leases were taken back.
package struct RevokeLeaseReply: Sendable {
    /// The leases that lived.
    package var revoked: Int

    /// Puts an answer together.
    package init(revoked: Int) {
        self.revoked = revoked
    }

    /// Writes the `result` of a RevokeLease.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("revoked", revoked)
        writer.endObject()
    }
}

/// Whether a new credential is being fetched.
package struct RefreshReply: Sendable {
    /// Whether somebody was asked for it.
    package var isQueued: Bool

    /// Puts an answer together.
    package init(isQueued: Bool) {
        self.isQueued = isQueued
    }

    /// Writes the `result` of a Refresh.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("queued", isQueued)
        writer.endObject()
    }
}

/// What an inventory that was read anew has brought.
package struct ReloadReply: Sendable {
    /// The accounts that there are.
    package var accounts: Int
    /// Accounts that came, went, or are described otherwise than before.
    package var changed: Int

    /// Puts an answer together.
    package init(accounts: Int, changed: Int) {
        self.accounts = accounts
        self.changed = changed
    }

    /// Writes the `result` of a Reload.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("accounts", accounts)
        writer.member("changed", changed)
        writer.endObject()
    }
}
