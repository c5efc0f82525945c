import HTTP

/// What a reader says of a connection, the pieces of a content joined.
enum Step<Head: Equatable & Sendable>: Equatable {
    case head(Head)
    case body([UInt8])
    case end
    /// No other message can follow.
    case closed
    case fault(HTTPFault)
}

extension Array {
    /// Adds what an event says.
    mutating func add<Head>(_ event: MessageEvent<Head>, from buffer: [UInt8])
    where Element == Step<Head> {
        switch event {
        case .head(let head): append(.head(head))
        case .end: append(.end)
        case .body(let place):
            guard case .body(let bytes)? = last else {
                return append(.body([UInt8](buffer[place])))
            }
            self[count - 1] = .body(bytes + buffer[place])
        }
    }

    /// The fault with which the connection ends.
    func fault<Head>() -> HTTPFault? where Element == Step<Head> {
        if case .fault(let fault)? = last { fault } else { nil }
    }

    /// The heads in their order.
    func heads<Head>() -> [Head] where Element == Step<Head> {
        compactMap { if case .head(let head) = $0 { head } else { nil } }
    }

    /// All content.
    func content<Head>() -> [UInt8] where Element == Step<Head> {
        flatMap { if case .body(let bytes) = $0 { bytes } else { [UInt8]() } }
    }
}
