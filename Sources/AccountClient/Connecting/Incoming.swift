import JSON
package import Wire

/// What a frame from the daemon is.
package enum Incoming: Equatable {
    /// The answer to a request that went well: the bytes of its `result`.
    case result(Int64, [UInt8])
    /// The answer to a request that did not; without an id when the daemon could not read one.
    case refusal(Int64?, Refusal)
    /// A message that is no answer.
    case push(Push)
    /// The last message of the connection.
    case goaway(Goaway)

    private enum Member: Int { case error, id, method, params, result }

    private static let members = JSONNames(["error", "id", "method", "params", "result"])

    /// The next whole frame of what a reader holds.
    package static func nextFrame(_ reader: inout FrameReader) throws(Violation) -> Range<Int>? {
        do throws(GoawayReason) {
            return try reader.next()
        } catch {
            throw .frame(error)
        }
    }

    /// Reads one frame.
    package init(_ bytes: [UInt8], in range: Range<Int>) throws(Violation) {
        var parts = Parts()
        do throws(JSONFault) {
            try parts.read(bytes, in: range)
        } catch {
            throw .malformed(atByte: error.offset - range.lowerBound)
        }
        self = try parts.incoming(bytes)
    }

    /// The members as they come.
    private struct Parts {
        var error, params, result: Range<Int>?
        var id: Int64?
        var method: String?

        mutating func read(_ bytes: [UInt8], in range: Range<Int>) throws(JSONFault) {
            var reader = JSONReader(bytes, in: range)
            try reader.beginObject()
            while let index = try reader.nextMember(Incoming.members) {
                switch Member(rawValue: index) {
                case .error: error = try reader.skipValue()
                case .params: params = try reader.skipValue()
                case .result: result = try reader.skipValue()
                case .id:
                    if try reader.kind() == .number {
                        id = try reader.readNumber().integer
                    } else {
                        _ = try reader.skipValue()
                    }
                case .method:
                    if try reader.kind() == .string {
                        method = reader.text(of: try reader.readString())
                    } else {
                        _ = try reader.skipValue()
                    }
                case nil: _ = try reader.skipValue()
                }
            }
            try reader.finish()
        }

        func incoming(_ bytes: [UInt8]) throws(Violation) -> Incoming {
            if let result {
                guard let id, error == nil else { throw .envelope }
                return .result(id, Array(bytes[result]))
            }
            if let error {
                guard let value = try? JSONValue.parse(Array(bytes[error])),
                    let refusal = Refusal(value)
                else { throw .envelope }
                return .refusal(id, refusal)
            }
            guard let method else { throw .envelope }
            let params = params.map { Array(bytes[$0]) } ?? []
            guard method == "$/goaway" else { return .push(Push(method: method, params: params)) }
            guard let goaway = Goaway(params) else { throw .envelope }
            return .goaway(goaway)
        }
    }
}

/// How an answer breaks the protocol.
package enum Violation: Error, Equatable, Sendable {
    /// It is no frame.
    case frame(GoawayReason)
    /// It is not the JSON of the protocol from this byte on.
    case malformed(atByte: Int)
    /// It is neither an answer nor a notification.
    case envelope
    /// It answers what was never asked.
    case unknownID
}
