/// Tells one start of the machine from the next (random(4)).
package struct BootID: Hashable, Sendable {
    /// Its 16 bytes.
    package let bytes: [UInt8]

    /// Reads 32 hexadecimal digits, with or without the hyphens of a UUID; `nil` when they are not,
    /// or all of them are 0, which is no boot's.
    package init?(_ text: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text where character != "-" && character != "\n" {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        guard bytes.count == 16, high == nil, bytes.contains(where: { $0 != 0 }) else {
            return nil
        }
        self.bytes = bytes
    }

    /// The bytes in hexadecimal.
    package var text: String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The one of this boot; `nil` when the kernel's word for it is hidden (ProcSubset=pid).
    package static var current: BootID? {
        guard
            let file = try? File(opening: "/proc/sys/kernel/random/boot_id", for: .read),
            let text = try? file.readAll(limit: 64)
        else { return nil }
        return BootID(String(decoding: text, as: UTF8.self))
    }
}
