import CLinux
import Glibc

/// The bytes of a file as memory that is shared with whoever maps it next: what is stored is in the
/// file at once, though the process is killed at the next instruction.
///
/// The file must have room for all of it (`File.allocate`): a page that the disk cannot give is not
/// an error here but a signal, `SIGBUS`.
@safe
package struct MappedFile: ~Copyable {
    private let start: UnsafeMutableRawPointer
    /// How many bytes there are.
    package let count: Int

    /// Maps the first bytes of a file that is open for reading and writing.
    package init(_ file: borrowing File, count: Int) throws(Errno) {
        let number = file.descriptor.number
        let mapped = unsafe mmap(nil, count, PROT_READ | PROT_WRITE, MAP_SHARED, number, 0)
        // MAP_FAILED is -1, a cast that Swift does not see.
        guard let start = unsafe mapped, Int(bitPattern: start) != -1 else {
            throw .last
        }
        unsafe self.start = start
        self.count = count
    }

    deinit { _ = unsafe munmap(start, count) }

    /// The word at an offset that eight divides, in the order of this machine's bytes.
    package borrowing func word(at offset: Int) -> UInt64 {
        require(offset, 8)
        precondition(offset % 8 == 0, "a word lies at a multiple of eight")
        return unsafe start.load(fromByteOffset: offset, as: UInt64.self)
    }

    /// Stores a word at an offset that eight divides, after all that was stored before it.
    package mutating func publish(_ word: UInt64, at offset: Int) {
        require(offset, 8)
        precondition(offset % 8 == 0, "a word lies at a multiple of eight")
        unsafe linux_store_release(
            (start + offset).assumingMemoryBound(to: UInt64.self), word)
    }

    /// Copies bytes to an offset.
    package mutating func write(_ bytes: [UInt8], at offset: Int) {
        require(offset, bytes.count)
        unsafe bytes.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(start: start + offset, count: source.count)
                .copyMemory(from: source)
        }
    }

    /// A copy of a part.
    package borrowing func read(_ range: Range<Int>) -> [UInt8] {
        require(range.lowerBound, range.count)
        return unsafe Array(
            UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count))
    }

    private borrowing func require(_ offset: Int, _ length: Int) {
        precondition(
            offset >= 0 && length >= 0 && offset <= count - length, "the file is no longer")
    }
}
