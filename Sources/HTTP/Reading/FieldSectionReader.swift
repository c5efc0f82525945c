/// Reads field lines up to the empty line behind them: a head's, or a trailer section.
struct FieldSectionReader: Sendable {
    /// The fields so far; none of a trailer section.
    private(set) var fields = Fields()
    private let isKept: Bool
    private let tooLarge: HTTPFault
    private var bytesLeft: Int
    private var fieldsLeft: Int

    /// Reads the fields behind a start-line of so many bytes, its CRLF counted.
    init(behind startLineBytes: Int, limits: HTTPLimits) {
        isKept = true
        tooLarge = .headTooLarge
        bytesLeft = max(0, limits.headBytes - startLineBytes)
        fieldsLeft = limits.fieldCount
    }

    /// Reads a trailer section and drops what it says, for a trailer may not be merged into a head
    /// by who does not know the field (RFC 9110, section 6.5.1).
    init(droppingWithin limits: HTTPLimits) {
        isKept = false
        tooLarge = .trailersTooLarge
        bytesLeft = limits.trailerBytes
        fieldsLeft = limits.fieldCount
    }

    /// Reads what has arrived; whether the section has ended.
    mutating func read(_ input: inout ReceiveBuffer) throws(HTTPFault) -> Bool {
        while let place = try input.nextLine(upTo: bytesLeft, orThrow: tooLarge) {
            bytesLeft -= place.count + 2
            guard !place.isEmpty else { return true }
            guard fieldsLeft > 0 else { throw .tooManyFields }
            fieldsLeft -= 1
            let line = try FieldLine(input.bytes[place])
            if isKept { fields.append(checkedName: line.name, checkedValue: line.value) }
        }
        return false
    }
}
