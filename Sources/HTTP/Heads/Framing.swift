/// How the end of a message's content is known (RFC 9112, section 6.3).
package enum Framing: Sendable, Equatable {
    /// By the count of its bytes; a count above what an `Int` holds is `Int.max`.
    case length(Int)
    /// By the chunk of no bytes.
    case chunked
    /// By the end of the connection, in responses alone.
    case untilClose

    /// Reads what the head says; `nil` when it says nothing.
    ///
    /// Whatever two recipients could read in two ways is refused, though section 6.3 would let some
    /// of it pass: two equal Content-Lengths, and Transfer-Encoding in HTTP/1.0.
    init?(_ fields: Fields, _ version: HTTPVersion) throws(HTTPFault) {
        let isCoded = fields.contains("transfer-encoding")
        guard let index = fields.firstIndex(named: "content-length") else {
            guard isCoded else { return nil }
            guard version == .http11 else { throw .malformedTransferEncoding }
            try Self.checkCodings(fields)
            self = .chunked
            return
        }
        guard !isCoded else { throw .conflictingFraming }
        guard fields.firstIndex(named: "content-length", from: index + 1) == nil else {
            throw .repeatedContentLength
        }
        self = .length(try Self.length(fields[index].valueBytes))
    }

    /// Makes sure that the only coding is `chunked`, without a parameter (sections 6.1 and 7.1).
    ///
    /// A coding behind `chunked` leaves the end unknown: 400. One that is merely not implemented is
    /// 501, before `chunked` or without it.
    private static func checkCodings(_ fields: Fields) throws(HTTPFault) {
        var chunkedCount = 0
        var otherCount = 0
        var isMalformed = false
        fields.forEachElement(of: "transfer-encoding") { element in
            let name = element.prefix { $0 != Characters.semicolon }
            let isChunked = name.trimmed.matches("chunked")
            isMalformed =
                isMalformed || !name.trimmed.isToken || chunkedCount > 0
                || isChunked && name.endIndex < element.endIndex
            chunkedCount += isChunked ? 1 : 0
            otherCount += isChunked ? 0 : 1
        }
        guard !isMalformed else { throw .malformedTransferEncoding }
        guard otherCount == 0 else { throw .unsupportedTransferEncoding }
    }

    /// Reads digits, and nothing but digits (RFC 9110, section 8.6).
    private static func length(_ digits: ArraySlice<UInt8>) throws(HTTPFault) -> Int {
        guard !digits.isEmpty, digits.allSatisfy(Characters.isDigit) else {
            throw .malformedContentLength
        }
        var length = 0
        for digit in digits {
            let (tenfold, tooLarge) = length.multipliedReportingOverflow(by: 10)
            let (sum, tooLargeYet) = tenfold.addingReportingOverflow(Int(digit - 0x30))
            guard !tooLarge, !tooLargeYet else { return .max }
            length = sum
        }
        return length
    }
}
