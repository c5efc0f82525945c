package import JSON

/// The frames that answer a request, and those that come unasked.
package enum Reply {
    private static let opening = FrameWriter.header + Array("{\"id\":".utf8)
    private static let result = Array(",\"jsonrpc\":\"2.0\",\"result\":".utf8)
    private static let end = Array("}".utf8)

    /// Appends the answer to a request that went well; the body writes its `result`. One that is
    /// too large for a frame is refused instead.
    ///
    /// - Returns: whether it was small enough.
    @discardableResult
    package static func append(
        _ id: RequestID, to output: inout [UInt8], _ body: (inout JSONWriter) -> Void
    ) -> Bool {
        let fits = FrameWriter.append(to: &output, opening: opening) { writer in
            write(id, &writer)
            writer.fragment(result)
            body(&writer)
            writer.fragment(end)
        }
        if !fits { append(ErrorReply(.responseTooLarge), to: id, to: &output) }
        return fits
    }

    /// Appends a refusal.
    package static func append(
        _ fault: ErrorReply, to id: RequestID?, to output: inout [UInt8]
    ) {
        FrameWriter.append(to: &output) { writer in
            writer.beginObject()
            writer.name("error")
            fault.write(&writer)
            writer.name("id")
            if let id, !fault.reason.hasNoID { write(id, &writer) } else { writer.null() }
            writer.name("jsonrpc")
            writer.string("2.0")
            writer.endObject()
        }
    }

    /// Appends the last frame of a connection.
    package static func appendGoaway(_ reason: GoawayReason, limit: Int, to output: inout [UInt8]) {
        append("$/goaway", to: &output) { writer in
            if reason == .frameTooLarge {
                writer.name("max_frame_bytes")
                writer.integer(limit)
            }
            writer.name("message")
            writer.string(reason.message)
            writer.name("reason")
            writer.string(reason.rawValue)
            if reason == .tooManyConnections {
                writer.name("retry_after_ms")
                writer.integer(WireLimits.connectionRetryMilliseconds)
            }
        }
    }

    /// Appends the news that a lease was taken back from its holder.
    package static func appendRevoked(_ lease: LeaseName, reason: String, to output: inout [UInt8])
    {
        append("$/lease_revoked", to: &output) { writer in
            writer.name("lease_id")
            writer.string(lease.text)
            writer.name("reason")
            writer.string(reason)
        }
    }

    /// Appends what a watch is told; answers whether it is small enough for a frame, and leaves it
    /// out if it is not.
    ///
    /// - Parameters:
    ///   - id: the id of the Watch.
    ///   - seq: the number of what it is told, from 1.
    ///   - events: what has happened since, as JSON.
    ///   - snapshot: how the pool stands, as JSON.
    package static func appendEvent(
        _ id: RequestID, seq: UInt64, events: [UInt8], snapshot: [UInt8], to output: inout [UInt8]
    ) -> Bool {
        append("$/event", to: &output) { writer in
            writer.name("events")
            writer.raw(events)
            writer.name("id")
            write(id, &writer)
            writer.name("seq")
            writer.integer(seq)
            writer.name("snapshot")
            writer.raw(snapshot)
        }
    }

    /// Appends a notification; the body writes the members of its `params`.
    @discardableResult
    private static func append(
        _ notification: String, to output: inout [UInt8], _ body: (inout JSONWriter) -> Void
    ) -> Bool {
        FrameWriter.append(to: &output) { writer in
            writer.beginObject()
            writer.name("jsonrpc")
            writer.string("2.0")
            writer.name("method")
            writer.string(notification)
            writer.name("params")
            writer.beginObject()
            body(&writer)
            writer.endObject()
            writer.endObject()
        }
    }

    private static func write(_ id: RequestID, _ writer: inout JSONWriter) {
        switch id {
        case .integer(let integer): writer.integer(Int(integer))
        case .text(let text): writer.string(text)
        }
    }
}
