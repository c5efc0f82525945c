/// What a path may be (RFC 3986, section 3.3).
enum PathRule {
    /// Whether a path begins with a slash, has only characters of a path and no dot segment.
    ///
    /// A dot segment is an instruction to a client that resolves a reference (RFC 3986, section
    /// 5.2.4), and has no business in a request. A recipient that removes it behind our back would
    /// leave the prefix by which the request was routed, so it is refused, escaped or not, also
    /// between slashes and backslashes that are escaped.
    static func accepts(_ path: ArraySlice<UInt8>) -> Bool {
        guard path.first == Characters.slash else { return false }
        var dots: Int? = 0
        var index = path.startIndex
        while index < path.endIndex {
            guard let character = Escapes.next(path, at: index) else { return false }
            index = character.end
            switch character.byte {
            case Characters.slash,
                UInt8(ascii: "\\") where character.isEscaped:
                guard !isDotSegment(dots) else { return false }
                dots = 0
            case UInt8(ascii: "."):
                dots = dots.map { $0 + 1 }
            default:
                guard character.isEscaped || Characters.isPathCharacter(character.byte) else {
                    return false
                }
                dots = nil
            }
        }
        return !isDotSegment(dots)
    }

    /// Whether a segment that has so many dots and nothing else is `.` or `..`.
    private static func isDotSegment(_ dots: Int?) -> Bool { dots == 1 || dots == 2 }
}
