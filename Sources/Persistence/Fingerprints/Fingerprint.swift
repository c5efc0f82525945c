/// What a credential is known by where it must not stand itself.
package enum Fingerprint {
    /// The fingerprint of some texts in their order: 32 hexadecimal digits, half of the SHA-256 of
    /// the texts with their lengths. Two lists that differ anywhere have different ones.
    package static func of(_ texts: [String?]) -> String {
        var message: [UInt8] = []
        for text in texts {
            let bytes = text.map { Array($0.utf8) }
            let count = bytes.map { UInt64($0.count) } ?? .max
            message += (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) }
            message += bytes ?? []
        }
        return SHA256.hash(message).prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
