/// A field line taken apart (RFC 9112, section 5).
struct FieldLine {
    /// A token.
    let name: ArraySlice<UInt8>
    /// Field text without white space around it.
    let value: ArraySlice<UInt8>

    /// Takes apart a line without its CRLF, in which the receive buffer found no control.
    ///
    /// White space before the colon has made two recipients read two different fields, and a folded
    /// line one field or two: both are refused (RFC 9112, sections 5.1 and 5.2).
    init(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
        guard let first = line.first, !Characters.isWhiteSpace(first) else { throw .foldedField }
        guard let colon = line.firstIndex(of: Characters.colon), line[..<colon].isToken else {
            throw .malformedField
        }
        name = line[..<colon]
        value = line[(colon + 1)...].trimmed
    }
}
