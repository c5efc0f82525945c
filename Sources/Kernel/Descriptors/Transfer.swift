import Glibc

/// What an attempt to read brought.
package enum Reception: Equatable, Sendable {
    /// So many bytes, at least one, were appended.
    case received(Int)
    /// The other side will send nothing more.
    case ended
    /// There is nothing at the moment; wait for readiness.
    case wouldBlock
}

extension [UInt8] {
    /// Appends what the call writes into up to `capacity` uninitialized bytes at the end.
    ///
    /// The array grows by doubling when it has too little room, and nothing is zero-filled first.
    @inline(always)
    mutating func appendReading(
        atMost capacity: Int, _ call: (UnsafeMutableRawPointer?, Int) -> Int
    ) throws(Errno) -> Int {
        // Not even zero bytes may be appended to the empty array, which all arrays share.
        guard capacity > 0 else { return 0 }
        var count = 0
        try append(addingCapacity: capacity) { (output) throws(Errno) in
            try unsafe output.withUnsafeMutableBufferPointer {
                (buffer, initialized) throws(Errno) in
                let start = UnsafeMutableRawPointer(buffer.baseAddress)
                count = try retrying { unsafe call(start, capacity) }
                initialized = count
            }
        }
        return count
    }

    /// Makes the call with the address of a part of the array.
    @inline(always)
    func withBytes(
        in range: Range<Int>, _ call: (UnsafeRawPointer?, Int) -> Int
    ) throws(Errno) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range of the array")
        return try unsafe withUnsafeBufferPointer { (buffer) throws(Errno) in
            let start = unsafe UnsafeRawPointer(buffer.baseAddress)
            return try retrying { unsafe call(start?.advanced(by: range.lowerBound), range.count) }
        }
    }
}

extension Descriptor {
    /// Appends at most so many bytes read from the descriptor, and says how many; 0 at the end.
    package borrowing func read(
        into bytes: inout [UInt8], atMost capacity: Int
    ) throws(Errno) -> Int {
        let number = self.number
        return try unsafe bytes.appendReading(atMost: capacity) { (start, count) in
            unsafe Glibc.read(number, start, count)
        }
    }

    /// Writes a part of the array, and says how many bytes of it were taken: at least one.
    package borrowing func write(_ bytes: [UInt8], _ range: Range<Int>) throws(Errno) -> Int {
        let number = self.number
        return try unsafe bytes.withBytes(in: range) { (start, count) in
            unsafe Glibc.write(number, start, count)
        }
    }

    /// Writes all bytes, waiting while the other side takes none.
    package borrowing func writeAll(_ bytes: [UInt8]) throws(Errno) {
        var start = 0
        while start < bytes.count {
            do throws(Errno) {
                start += try write(bytes, start..<bytes.count)
            } catch {
                guard error == .wouldBlock else { throw error }
                _ = try wait(for: .write, atMost: nil)
            }
        }
    }
}
