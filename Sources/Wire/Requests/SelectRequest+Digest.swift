extension SelectRequest {
    /// Tells what is asked for from what else might be, however long the caller listens and
    /// whatever its key.
    ///
    /// FNV-1a with 64 bits, each text after its length. It is kept with the lease, so that a key
    /// that is used for another request is noticed after a restart too. A client that wants to can
    /// find two requests with one digest, and then gets its own lease again.
    package var digest: UInt64 {
        var digest = Digest()
        digest.add(provider)
        digest.add(model)
        digest.add(session)
        digest.add(UInt64(excluded.count))
        for account in excluded { digest.add(account) }
        digest.add(account)
        switch retryOf {
        case nil: digest.add(0)
        case .some(nil): digest.add(1)
        case .some(let lease?):
            digest.add(2)
            digest.add(lease.high)
            digest.add(lease.low)
        }
        digest.add(UInt64(wait))
        digest.add(UInt64((term ?? -1) + 1))
        digest.add((isDetached ? 1 : 0) | (isInternal ? 2 : 0))
        digest.add(UInt64(attempt))
        for (account, generation) in knownGenerations.sorted(by: { $0.key < $1.key }) {
            digest.add(account)
            digest.add(UInt64(bitPattern: Int64(generation)))
        }
        return digest.value
    }

    /// Texts and numbers, one after another (draft-eastlake-fnv).
    private struct Digest {
        private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ number: UInt64) {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                step(UInt8(truncatingIfNeeded: number >> shift))
            }
        }

        mutating func add(_ text: String) {
            add(UInt64(text.utf8.count))
            for byte in text.utf8 { step(byte) }
        }

        /// That there is none is told from an empty one.
        mutating func add(_ text: String?) {
            add(text == nil ? 0 : 1)
            if let text { add(text) }
        }

        private mutating func step(_ byte: UInt8) {
            value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }
}
