package import JSON

/// A lease's name and times, as a Select and a Renew answer them.
package struct LeaseReply: Sendable {
    /// The lease's name.
    package var name: LeaseName
    /// The lease's number.
    package var fence: UInt64
    /// The model that was asked for.
    package var model: String?
    /// Whether it lives without the connection.
    package var isDetached: Bool
    /// Whether it tries out an account that is blocked.
    package var isProbe: Bool
    /// How long it lives unless renewed, in milliseconds.
    package var expiresIn: Int64

    /// Describes a lease.
    package init(
        name: LeaseName, fence: UInt64, model: String?, isDetached: Bool, isProbe: Bool = false,
        expiresIn: Int64
    ) {
        self.name = name
        self.fence = fence
        self.model = model
        self.isDetached = isDetached
        self.isProbe = isProbe
        self.expiresIn = expiresIn
    }

    private static let fenceName = Array(",\"fence\":".utf8)
    private static let idName = Array(",\"lease_id\":\"".utf8)
    private static let modelName = Array("\",\"model\":".utf8)
    private static let withoutModel = Array("\"".utf8)
    private static let end = Array("}".utf8)

    /// Writes the `result` of a Renew: the lease of an account.
    package func write(_ account: AccountText, _ writer: inout JSONWriter) {
        let head = isDetached ? account.detachedLease : account.boundLease
        writer.fragment(Array(head.drop { $0 != UInt8(ascii: "{") }))
        writeTimes(&writer, account)
        writer.fragment(Self.end)
    }

    /// Writes from the time that is left to the time after which to renew: a third of it.
    func writeTimes(_ writer: inout JSONWriter, _ account: AccountText) {
        writer.integer(Int(expiresIn))
        writer.fragment(Self.fenceName)
        writer.integer(Int(clamping: fence))
        writer.fragment(Self.idName)
        writer.fragment { name.append(to: &$0) }
        if let model {
            writer.fragment(Self.modelName)
            writer.string(model)
        } else {
            writer.fragment(Self.withoutModel)
        }
        writer.fragment(isProbe ? account.afterModelOfProbe : account.afterModel)
        writer.integer(Int(expiresIn / 3))
    }
}
