/// One batch in a file. Integers have their least byte first.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 4 | CRC-32C of the file's first 8 bytes, its generation (8 bytes) and all that follows |
/// | 4 | 4 | the length of the changes |
/// | 8 | 8 | the batch's number |
/// | 16 | 8 | the number of the last batch that was durable when this one was appended |
/// | 24 | … | the changes, one after the other |
///
/// One checksum for the whole batch makes it atomic. The generation in the checksum keeps a frame
/// of a removed file, whose block the disk gave to another one, from counting; the number keeps one
/// from counting twice. The last field tells a tail that a power cut tore from damage to what was
/// already safe. An image's only frame puts every document, and both its numbers are the base.
struct Frame: Sendable {
    static let headerBytes = 24

    let number: UInt64
    let durable: UInt64
    /// Where the changes are.
    let changes: Range<Int>

    /// Where the frame ends.
    var end: Int { changes.upperBound }

    /// Reads the frame at an offset of a file's bytes.
    init(_ bytes: [UInt8], at offset: Int, of file: FileName) throws(Damage.Reason) {
        guard bytes.count - offset >= Self.headerBytes else { throw .truncated }
        let count = Int(bytes.littleEndian(at: offset + 4, as: UInt32.self))
        let start = offset + Self.headerBytes
        guard count <= bytes.count - start else { throw .truncated }
        let checksum = Self.checksum(bytes, in: offset + 4..<start + count, of: file)
        guard bytes.littleEndian(at: offset) == checksum else { throw .checksum }
        number = bytes.littleEndian(at: offset + 8)
        durable = bytes.littleEndian(at: offset + 16)
        changes = start..<start + count
    }

    /// Appends the frame of a batch to the bytes of a file.
    static func append(
        _ batch: some Sequence<Change>, number: UInt64, durable: UInt64, of file: FileName,
        to bytes: inout [UInt8]
    ) {
        let offset = bytes.count
        bytes.append(littleEndian: UInt64(0))
        bytes.append(littleEndian: number)
        bytes.append(littleEndian: durable)
        for change in batch { change.append(to: &bytes) }
        let count = bytes.count - offset - headerBytes
        guard let length = UInt32(exactly: count) else {
            fatalError("a batch to be kept is longer than the format can say")
        }
        bytes.overwrite(at: offset + 4, littleEndian: length)
        let checksum = checksum(bytes, in: offset + 4..<bytes.count, of: file)
        bytes.overwrite(at: offset, littleEndian: checksum)
    }

    private static func checksum(
        _ bytes: [UInt8], in range: Range<Int>, of file: FileName
    ) -> UInt32 {
        var checksum = Checksum()
        checksum.add(file.magic)
        checksum.add(file.generation)
        checksum.add(bytes, in: range)
        return checksum.value
    }
}
