/// A host with or without a port (RFC 9110, section 4.2, RFC 3986, section 3.2).
enum Authority {
    /// Whether the bytes are `uri-host [ ":" port ]`; the empty name is one (RFC 9112, section
    /// 3.2). A user's name before `@` is none: it has only served to disguise the host (RFC 9110,
    /// section 4.2.4).
    static func accepts(_ authority: ArraySlice<UInt8>) -> Bool {
        let host = authority[..<hostEnd(authority)]
        let rest = authority[host.endIndex...]
        guard rest.isEmpty || rest.first == Characters.colon,
            rest.dropFirst().allSatisfy(Characters.isDigit)
        else { return false }
        guard host.first == UInt8(ascii: "[") else {
            return Escapes.isText(host, of: Characters.isNameCharacter)
        }
        let address = host.dropFirst().dropLast()
        return host.last == UInt8(ascii: "]") && !address.isEmpty
            && address.allSatisfy(isAddressCharacter)
    }

    /// Where the port's colon stands: the first behind the brackets of an address.
    private static func hostEnd(_ authority: ArraySlice<UInt8>) -> Int {
        if authority.first == UInt8(ascii: "["),
            let bracket = authority.firstIndex(of: UInt8(ascii: "]"))
        {
            return bracket + 1
        }
        return authority.firstIndex(of: Characters.colon) ?? authority.endIndex
    }

    /// What an IPv6 address is spelt with.
    private static func isAddressCharacter(_ byte: UInt8) -> Bool {
        Characters.hexadecimal(byte) != nil || byte == Characters.colon
            || byte == UInt8(ascii: ".")
    }
}
