/// All documents as they were at one batch, in one file.
struct ImageFile: Sendable {
    /// The number of the last batch that the documents contain.
    let base: UInt64
    let documents: [String: [UInt8]]

    /// Reads a whole file under its header, which is intact and readable.
    init(_ bytes: [UInt8], under header: FileHeader) throws(Damage) {
        let offset = FileHeader.byteCount
        let frame: Frame
        do throws(Damage.Reason) {
            frame = try Frame(bytes, at: offset, of: header.file)
        } catch {
            throw Damage(of: header.file, bytes, from: offset, error)
        }
        guard frame.number == header.base else {
            throw Damage(of: header.file, bytes, from: offset, .number)
        }
        guard frame.end == bytes.count else {
            throw Damage(of: header.file, bytes, from: frame.end, .surplus)
        }
        guard let changes = Change.decode(bytes, in: frame.changes) else {
            throw Damage(of: header.file, bytes, from: offset, .changes)
        }
        var documents: [String: [UInt8]] = [:]
        documents.reserveCapacity(changes.count)
        for change in changes { change.apply(to: &documents) }
        base = header.base
        self.documents = documents
    }

    /// The bytes of an image; the same documents give the same bytes.
    static func bytes(
        of documents: [String: [UInt8]], base: UInt64, generation: UInt64
    ) -> [UInt8] {
        let file = FileName(.image, generation)
        var bytes = FileHeader(of: file, base: base).bytes
        bytes.reserveCapacity(
            documents.reduce(into: 64) { $0 += 16 + $1.key.utf8.count + $1.value.count })
        let sorted = documents.sorted { $0.key < $1.key }
        let changes = sorted.lazy.map { Change.put($0.key, $0.value) }
        Frame.append(changes, number: base, durable: base, of: file, to: &bytes)
        return bytes
    }
}
