/// The first 32 bytes of an image and of a segment. Integers have their least byte first.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `accimage` or `accbatch` |
/// | 8 | 2 | the version of the format that the file is written in |
/// | 10 | 2 | the oldest version whose reader may read it |
/// | 12 | 8 | the generation, as in the file's name |
/// | 20 | 8 | the base: the number of the image's last batch, or of the last before the segment |
/// | 28 | 4 | CRC-32C of the bytes before |
///
/// This much is the same in every version. Whoever changes the format so that a reader of the
/// version before is still right leaves the oldest reader where it is, and a daemon can be set back
/// by one version; whoever cannot, raises it, and the older reader refuses instead of guessing.
struct FileHeader: Equatable, Sendable {
    static let byteCount = 32
    /// No file and no batch gets a larger number: a thousand a second would take 285,000 years.
    static let largestNumber: UInt64 = 1 << 53
    /// The version that this program writes, and the newest whose rules it knows.
    static let version: UInt16 = 1
    /// The oldest version whose reader may read what this program writes.
    static let oldestReader: UInt16 = 1

    let file: FileName
    let base: UInt64
    /// The oldest version whose reader may read the file.
    let oldestReader: UInt16

    /// Makes the header of a file that is to be written.
    init(of file: FileName, base: UInt64) {
        self.file = file
        self.base = base
        oldestReader = Self.oldestReader
    }

    /// Reads the header of a file's bytes; `nil` when it is not one of that file.
    init?(_ bytes: [UInt8], of file: FileName) {
        guard bytes.count >= Self.byteCount else { return nil }
        var checksum = Checksum()
        checksum.add(bytes, in: 0..<28)
        guard bytes.littleEndian(at: 28) == checksum.value,
            bytes.littleEndian(at: 0) == file.magic,
            bytes.littleEndian(at: 12) == file.generation
        else { return nil }
        base = bytes.littleEndian(at: 20)
        guard base <= Self.largestNumber else { return nil }
        self.file = file
        oldestReader = bytes.littleEndian(at: 10)
    }

    /// Whether this program knows how to read the file.
    var isReadable: Bool { oldestReader <= Self.version }

    /// The header as it is written.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: file.magic)
        bytes.append(littleEndian: Self.version)
        bytes.append(littleEndian: oldestReader)
        bytes.append(littleEndian: file.generation)
        bytes.append(littleEndian: base)
        var checksum = Checksum()
        checksum.add(bytes, in: 0..<bytes.count)
        bytes.append(littleEndian: checksum.value)
        return bytes
    }
}
