import Wire

/// The page of an Explain that lists one account alone: with thousands of accounts the daemon need
/// not write of all of them.
package struct AccountPage: Equatable, Sendable {
    /// How many accounts it lists.
    package static let limit = 1

    /// The last name before the account's in the order of the accounts; `nil` when the page is the
    /// first of all.
    package let after: String?

    /// The bytes of identifiers in their order (PROTOCOL.md, section 4).
    private static let alphabet = Array(
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".utf8)

    /// The page that lists an account, if there is one of this name.
    package init(of account: String) {
        var name = Array(account.utf8)
        guard name.count <= WireLimits.nameBytes, name.allSatisfy(Self.alphabet.contains),
            let last = name.popLast(), let place = Self.alphabet.firstIndex(of: last)
        else {
            after = nil
            return
        }
        if place > 0, let greatest = Self.alphabet.last {
            name.append(Self.alphabet[place - 1])
            let rest = WireLimits.nameBytes - name.count
            name += Array(repeating: greatest, count: rest)
        }
        after = name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
}
