/// Fields that are meant for the next recipient alone (RFC 9110, section 7.6.1).
extension Fields {
    /// What section 7.6.1 lists, `Trailer` since trailers are not forwarded (section 6.6.2), and
    /// what a client says to a proxy and not to an origin (section 11.7).
    private static let hopByHop = [
        "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding",
        "upgrade", "proxy-authenticate", "proxy-authorization", "proxy-authentication-info",
    ]

    /// Removes what must not be forwarded: the fields of section 7.6.1 and those that `Connection`
    /// names.
    package mutating func removeHopByHop() {
        var named: [ArraySlice<UInt8>] = []
        forEachElement(of: "connection") { named.append($0) }
        removeAll { field in
            Self.hopByHop.contains { field.isNamed($0) }
                || named.contains { field.nameBytes.matches($0) }
        }
    }
}
