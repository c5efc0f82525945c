extension FalseDisk {
    /// Ends the program that used the disk (kill -9): files are closed, nothing is lost, and
    /// nothing fails any more.
    package mutating func kill() {
        open = [:]
        fail(0..<0)
    }

    /// Takes the power away: what is left is what the kernel finds at the next start.
    package mutating func cutPower() {
        kill()
        var numbers = safeNumbers
        for change in changes where change.certainty == .safe || random.once(in: 2) {
            change.kind.apply(to: &numbers)
        }
        self.numbers = numbers
        safeNumbers = numbers
        changes = []
        for number in numbers.values.sorted() {
            let stale = random.pick(removed) ?? []
            files[number]?.cutPower(
                sectorBytes: sectorBytes, stale: stale, using: &random)
        }
    }

    /// The names of all files, sorted.
    package var fileNames: [String] { numbers.keys.sorted() }

    /// The bytes of a file, if it is there: what a reader gets, and after `damage` the disk too.
    package func bytes(of name: String) -> [UInt8]? {
        numbers[name].flatMap { files[$0]?.bytes }
    }

    /// Puts other bytes in the place of a file's, or a file where there is none.
    package mutating func damage(_ name: String, _ bytes: [UInt8]) {
        let number = numbers[name] ?? nextNumber
        nextNumber += 1
        files[number] = FalseFile(bytes: bytes, safeCount: bytes.count)
        numbers[name] = number
        safeNumbers[name] = number
    }

    /// Takes a file away.
    package mutating func lose(_ name: String) {
        numbers[name] = nil
        safeNumbers[name] = nil
    }
}
