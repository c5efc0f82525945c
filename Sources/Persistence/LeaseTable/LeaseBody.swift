import Leasing

/// What does not change in a lease's life, in bytes.
///
///      0  CRC-32C of all after it, 4 bytes; 4 length of all after that, 2 bytes; 6 nothing
///      8  fence; 16 and 24 the name's halves; 32 granted at; 40 the key's digest, each 8 bytes
///     48  uid, 4 bytes; 52 generation, 4; 56 pool size, 2; 58 attempt, 1; 59 traits, 1
///     60  which texts there are: 1 model, 2 instance, 4 key, 8 the key's instance
///     61  the texts, each after its length in a byte: account, provider, model, instance, key, the
///         key's instance, client, and then the accounts that were tried, as many as there is room
///         for
enum LeaseBody {
    private static let texts = 61
    private static let most = TableLayout.bodyBytes

    /// Writes a lease in place of what is in a buffer.
    ///
    /// When all texts are as long as they may be, what is missing is the end of the client's name,
    /// which people read, and accounts that were tried before, to which a verdict may then point
    /// again.
    static func encode(_ memory: LeaseMemory, into bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(littleEndian: UInt64(0))
        bytes.append(littleEndian: memory.fence)
        bytes.append(littleEndian: memory.id.high)
        bytes.append(littleEndian: memory.id.low)
        bytes.append(littleEndian: memory.grantedAt.nanoseconds)
        bytes.append(littleEndian: memory.key?.digest ?? 0)
        bytes.append(littleEndian: memory.uid)
        bytes.append(littleEndian: UInt32(clamping: memory.generation))
        bytes.append(littleEndian: UInt16(clamping: memory.key?.poolSize ?? 0))
        bytes.append(UInt8(clamping: memory.attempt))
        bytes.append(memory.traits.rawValue)
        bytes.append(
            (memory.model == nil ? 0 : 1) | (memory.instance == nil ? 0 : 2)
                | (memory.key == nil ? 0 : 4) | (memory.key?.instance == nil ? 0 : 8))
        append(memory.account, to: &bytes)
        append(memory.provider, to: &bytes)
        if let model = memory.model { append(model, to: &bytes) }
        if let instance = memory.instance { append(instance, to: &bytes) }
        if let key = memory.key { append(key.text, to: &bytes) }
        if let instance = memory.key?.instance { append(instance, to: &bytes) }
        append(memory.client.prefix(bytes: most - bytes.count - 1), to: &bytes)
        for account in memory.excluded where account.utf8.count < most - bytes.count {
            append(account, to: &bytes)
        }
        seal(&bytes)
    }

    /// How long a body says it is by its first word, as far as there is room for it.
    static func byteCount(_ first: UInt64) -> Int {
        min(8 + Int(first >> 32 & 0xFFFF), most)
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        precondition(text.utf8.count <= 255, "a lease's texts have bounds")
        bytes.append(UInt8(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private static func seal(_ bytes: inout [UInt8]) {
        bytes.overwrite(at: 4, littleEndian: UInt16(bytes.count - 8))
        var checksum = Checksum()
        checksum.add(bytes, in: 4..<bytes.count)
        bytes.overwrite(at: 0, littleEndian: checksum.value)
    }

    /// Reads a lease of the table; `nil` when the bytes are not what was written whole.
    static func decode(_ bytes: [UInt8], standing: LeaseStanding) -> LeaseMemory? {
        guard bytes.count >= texts else { return nil }
        let end = 8 + Int(bytes.littleEndian(at: 4, as: UInt16.self))
        guard end >= texts, end <= bytes.count else { return nil }
        var checksum = Checksum()
        checksum.add(bytes, in: 4..<end)
        guard checksum.value == bytes.littleEndian(at: 0, as: UInt32.self) else { return nil }
        var reader = TextReader(bytes: bytes, offset: texts, end: end)
        let present = bytes[60]
        guard let account = reader.next(), let provider = reader.next() else { return nil }
        let model = present & 1 == 0 ? nil : reader.next()
        let instance = present & 2 == 0 ? nil : reader.next()
        let key = present & 4 == 0 ? nil : reader.next()
        let keyInstance = present & 8 == 0 ? nil : reader.next()
        guard let client = reader.next() else { return nil }
        var excluded: [String] = []
        while let account = reader.next() { excluded.append(account) }
        return LeaseMemory(
            id: Lease.ID(high: bytes.littleEndian(at: 16), low: bytes.littleEndian(at: 24)),
            fence: bytes.littleEndian(at: 8), account: account, provider: provider, model: model,
            client: client, excluded: excluded, instance: instance,
            uid: bytes.littleEndian(at: 48), traits: LeaseMemory.Traits(rawValue: bytes[59]),
            grantedAt: Instant(nanoseconds: bytes.littleEndian(at: 32)),
            attempt: Int(bytes[58]), generation: Int(bytes.littleEndian(at: 52, as: UInt32.self)),
            key: key.map { text in
                LeaseKey(
                    text: text, instance: keyInstance,
                    digest: bytes.littleEndian(at: 40),
                    poolSize: Int(bytes.littleEndian(at: 56, as: UInt16.self)))
            }, standing: standing)
    }

    private struct TextReader {
        let bytes: [UInt8]
        var offset: Int
        let end: Int

        mutating func next() -> String? {
            guard offset < end, offset + 1 + Int(bytes[offset]) <= end else { return nil }
            let begin = offset + 1
            offset = begin + Int(bytes[offset])
            let span = bytes.span.extracting(begin..<offset)
            guard let text = try? UTF8Span(validating: span) else { return nil }
            return String(copying: text)
        }
    }
}

extension String {
    /// As much of the text as so many bytes hold.
    fileprivate func prefix(bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var text = ""
        for character in unicodeScalars
        where text.utf8.count + character.utf8.count <= max(0, bytes) {
            text.unicodeScalars.append(character)
        }
        return text
    }
}
