import JSON

/// A client takes a request back; a notification that says nothing clear is nothing.
package enum CancelNotification {
    private static let members = JSONNames(["id"])

    /// The id of the request that is taken back.
    package static func id(_ bytes: [UInt8], _ envelope: Envelope) -> RequestID? {
        guard let params = envelope.params, !envelope.hasBadParams else { return nil }
        var reader = JSONReader(bytes, in: params)
        do throws(JSONFault) {
            try reader.beginObject()
            while let member = try reader.nextMember(members) {
                if member == 0 { return try RequestID(&reader) }
                _ = try reader.skipValue()
            }
        } catch {}
        return nil
    }
}
