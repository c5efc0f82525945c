/// The first line of a request (RFC 9112, section 3).
struct RequestLine: Sendable {
    let method: String
    let target: RequestTarget
    let version: HTTPVersion

    /// Takes apart a line without its CRLF: three words with one space between each two.
    ///
    /// The version is judged before the target, since what a target may be is said by the version.
    init(_ line: ArraySlice<UInt8>, limits: HTTPLimits) throws(HTTPFault) {
        guard let first = line.firstIndex(of: Characters.space),
            let last = line.lastIndex(of: Characters.space), first < last,
            line[..<first].isToken
        else { throw .malformedStartLine }
        version = try HTTPVersion(line[(last + 1)...])
        guard first - line.startIndex <= limits.methodBytes else { throw .unsupportedMethod }
        method = line[..<first].text
        let target = line[(first + 1)..<last]
        guard method != "CONNECT", !(method == "OPTIONS" && target.elementsEqual("*".utf8)) else {
            throw .unsupportedMethod
        }
        self.target = try RequestTarget(target)
    }
}
