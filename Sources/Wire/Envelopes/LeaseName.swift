/// The name of a lease as it is spelt on the wire: 128 bits in 22 characters of base64url
/// (RFC 4648, section 5, without padding).
package struct LeaseName: Hashable, Sendable {
    /// The upper 64 bits.
    package let high: UInt64
    /// The lower 64 bits.
    package let low: UInt64

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let length = 22

    /// Puts a name together from its halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads a name; `nil` when the text is not one. Each name has exactly one spelling.
    package init?(_ text: some Collection<UInt8>) {
        guard text.count == Self.length else { return nil }
        var bits: UInt128 = 0
        var last: UInt64 = 0
        for byte in text {
            guard let digit = Self.digit(byte) else { return nil }
            bits = bits &<< 6 | UInt128(last)
            last = digit
        }
        // The last digit has two bits of the name and four that must be zero.
        guard last & 0xf == 0 else { return nil }
        bits = bits &<< 2 | UInt128(last &>> 4)
        self.init(
            high: UInt64(truncatingIfNeeded: bits &>> 64), low: UInt64(truncatingIfNeeded: bits))
    }

    /// Appends the spelling.
    package func append(to bytes: inout [UInt8]) {
        let alphabet = Self.alphabet
        let bits = UInt128(high) << 64 | UInt128(low)
        bytes.append(addingCapacity: Self.length) { output in
            var shift: UInt128 = 122
            for _ in 1..<Self.length {
                output.append(alphabet[Int(truncatingIfNeeded: bits &>> shift) & 0x3f])
                shift &-= 6
            }
            output.append(alphabet[Int(low & 0x3) << 4])
        }
    }

    /// The spelling.
    package var text: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
