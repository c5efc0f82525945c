/// The format once more, written down plainly and without a look at the sources: what the journal
/// writes must be these bytes, and what these bytes say the journal must read.
enum Spelling {
    static let image = Array("accimage".utf8)
    static let segment = Array("accbatch".utf8)

    static func integer(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(value >> UInt64(8 * $0) & 0xFF) }
    }

    /// CRC-32C bit by bit.
    static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        var register: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 {
                register = register & 1 == 1 ? register >> 1 ^ 0x82F6_3B78 : register >> 1
            }
        }
        return integer(UInt64(~register), 4)
    }

    static func header(
        _ magic: [UInt8], version: UInt64 = 1, oldestReader: UInt64 = 1, generation: UInt64,
        base: UInt64
    ) -> [UInt8] {
        let bytes =
            magic + integer(version, 2) + integer(oldestReader, 2) + integer(generation, 8)
            + integer(base, 8)
        return bytes + checksum(bytes)
    }

    static func frame(
        _ magic: [UInt8], generation: UInt64, number: UInt64, durable: UInt64, _ changes: [UInt8]
    ) -> [UInt8] {
        let bytes =
            integer(UInt64(changes.count), 4) + integer(number, 8) + integer(durable, 8) + changes
        return checksum(magic + integer(generation, 8) + bytes) + bytes
    }

    static func put(_ key: String, _ document: [UInt8]) -> [UInt8] {
        [1] + integer(UInt64(key.utf8.count), 2) + Array(key.utf8)
            + integer(UInt64(document.count), 4) + document
    }

    static func remove(_ key: String) -> [UInt8] {
        [2] + integer(UInt64(key.utf8.count), 2) + Array(key.utf8)
    }

    /// A whole image.
    static func image(generation: UInt64, base: UInt64, _ changes: [UInt8]) -> [UInt8] {
        header(image, generation: generation, base: base)
            + frame(image, generation: generation, number: base, durable: base, changes)
    }

    /// A whole segment with one frame for each batch.
    static func segment(generation: UInt64, base: UInt64, _ batches: [[UInt8]]) -> [UInt8] {
        var bytes = header(segment, generation: generation, base: base)
        for (index, batch) in batches.enumerated() {
            bytes += frame(
                segment, generation: generation, number: base + UInt64(index) + 1, durable: base,
                batch)
        }
        return bytes
    }
}
