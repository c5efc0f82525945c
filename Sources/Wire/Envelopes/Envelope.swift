import JSON

/// What stands around a request: a strict subset of JSON-RPC 2.0.
package struct Envelope: Sendable {
    /// What a client sends.
    package enum Content: Sendable {
        /// A request to be answered. The method is `nil` when there is none of its name.
        case request(RequestID, Method?)
        /// A notification that takes a request back.
        case cancel
        /// A notification that is nothing to the server.
        case ignored
        /// A request that cannot be answered, for it has no id.
        case withoutID
    }

    /// What the frame holds.
    package let content: Content
    /// The part of the bytes that is `params`, already checked; `nil` when absent.
    package let params: Range<Int>?
    /// Whether `params` is something else than an object.
    package let hasBadParams: Bool

    private enum Member: Int {
        case jsonrpc, id, method, params
    }

    private static let members = JSONNames(["jsonrpc", "id", "method", "params"])
    private static let version = JSONNames(["2.0"])
    private static let notifications = JSONNames(["$/cancel"])

    /// Reads one frame, all of it: nothing is done for a frame with a mistake anywhere.
    ///
    /// - Throws: one of the reasons that have no id.
    package static func read(
        _ bytes: [UInt8], in range: Range<Int>
    ) throws(ErrorReason) -> Envelope {
        var reader = JSONReader(bytes, in: range)
        var draft = Draft()
        do throws(JSONFault) {
            let kind = try reader.kind()
            if kind == .object {
                try draft.readMembers(&reader)
            } else {
                _ = try reader.skipValue()
                draft.isBatch = kind == .array
            }
            try reader.finish()
        } catch {
            throw ErrorReason(error)
        }
        return try draft.envelope()
    }

    /// The members as they come; what is wrong with them is said when all have been read.
    private struct Draft {
        var isBatch = false
        var hasVersion = false
        var hasID = false
        var id: RequestID?
        var name = Name.none
        var params: Range<Int>?
        var hasBadParams = false

        enum Name {
            case none, method(Method), cancel, notification, unknown
        }

        mutating func readMembers(_ reader: inout JSONReader) throws(JSONFault) {
            try reader.beginObject()
            while let index = try reader.nextMember(Envelope.members) {
                switch Member(rawValue: index) {
                case .jsonrpc: try readVersion(&reader)
                case .id: try readID(&reader)
                case .method: try readMethod(&reader)
                case .params: try readParams(&reader)
                case nil: _ = try reader.skipValue()
                }
            }
        }

        private mutating func readVersion(_ reader: inout JSONReader) throws(JSONFault) {
            guard try reader.kind() == .string else {
                _ = try reader.skipValue()
                return
            }
            let text = try reader.readString()
            hasVersion = reader.match(text, Envelope.version) != nil
        }

        private mutating func readID(_ reader: inout JSONReader) throws(JSONFault) {
            hasID = true
            id = try RequestID(&reader)
        }

        private mutating func readMethod(_ reader: inout JSONReader) throws(JSONFault) {
            guard try reader.kind() == .string else {
                _ = try reader.skipValue()
                return
            }
            let token = try reader.readString()
            if let index = reader.match(token, Method.names) {
                name = .method(Method.all[index])
            } else if reader.match(token, Envelope.notifications) != nil {
                name = .cancel
            } else {
                name = reader.utf8(of: token).starts(with: "$/".utf8) ? .notification : .unknown
            }
        }

        private mutating func readParams(_ reader: inout JSONReader) throws(JSONFault) {
            let kind = try reader.kind()
            let range = try reader.skipValue()
            // Null is absence here as in every optional member.
            if kind != .null { params = range }
            hasBadParams = kind != .object && kind != .null
        }

        func envelope() throws(ErrorReason) -> Envelope {
            guard !isBatch else { throw .batchUnsupported }
            guard hasVersion, !hasID || id != nil else { throw .invalidRequest }
            let content: Content
            switch (name, id) {
            case (.none, _): throw .invalidRequest
            case (.method(let method), .some(let id)): content = .request(id, method)
            case (.unknown, .some(let id)), (.cancel, .some(let id)),
                (.notification, .some(let id)):
                content = .request(id, nil)
            case (.cancel, nil): content = .cancel
            case (.notification, nil): content = .ignored
            case (.method, nil), (.unknown, nil): content = .withoutID
            }
            return Envelope(content: content, params: params, hasBadParams: hasBadParams)
        }
    }
}

extension ErrorReason {
    /// The reason for a text that is not JSON as the wire has it.
    init(_ fault: JSONFault) {
        switch fault.kind {
        case .malformed: self = .malformed
        case .duplicateKey: self = .duplicateKey
        case .limit: self = .limit
        }
    }
}
