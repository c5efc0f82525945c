package import Kernel

/// The names under which the daemon knows a client and its requests again.
package struct KeySupply: Sendable {
    /// The client's instance: its connections, one after the other, share their leases.
    package let instance: String
    private let prefix: String

    private static let digits = 22
    private static let prefixDigits = 8

    /// Makes names that no other client has.
    package init(using random: Entropy) {
        instance = Self.text(Self.digits, random.next(), random.next())
        prefix = Self.text(Self.prefixDigits, random.next(), 0) + "-"
    }

    /// The key of the n-th request: 25 characters of the 16 to 64 that a key has.
    package func key(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return prefix + String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// So many hexadecimal digits of two numbers.
    private static func text(_ count: Int, _ first: UInt64, _ second: UInt64) -> String {
        let digits = [first, second].map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return String(digits.joined().prefix(count))
    }
}
