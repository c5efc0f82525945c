import CLinux
import Glibc

/// An open file of a disk.
package struct File: ~Copyable, Sendable {
    /// How a file is opened.
    package struct Access: OptionSet, Sendable {
        /// The bits of open(2).
        package let rawValue: Int32

        /// Takes the bits of open(2).
        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// For reading only.
        package static let read = Access(rawValue: O_RDONLY)
        /// For writing only.
        package static let write = Access(rawValue: O_WRONLY)
        /// For both.
        package static let readWrite = Access(rawValue: O_RDWR)
        /// Each write goes to the end.
        package static let append = Access(rawValue: O_APPEND)
        /// Made if it is missing.
        package static let create = Access(rawValue: O_CREAT)
        /// With `create`: refused with `EEXIST` if it is there.
        package static let exclusive = Access(rawValue: O_EXCL)
        /// Emptied.
        package static let truncate = Access(rawValue: O_TRUNC)
        /// Refused with `ELOOP` if the last part of the path is a symbolic link.
        package static let withoutFollowingLinks = Access(rawValue: O_NOFOLLOW)
    }

    /// The open file.
    package let descriptor: Descriptor

    /// Opens a file; one that is made is only for its owner unless another mode is given.
    package init(
        opening path: String, for access: Access, mode: UInt32 = 0o600
    ) throws(Errno) {
        let flags = access.rawValue | O_CLOEXEC | O_NOCTTY
        let number = try unsafe retrying(path) { unsafe open($0, flags, mode) }
        descriptor = Descriptor(owning: number)
    }

    /// Closes the file and reports what only closing can find out.
    package consuming func close() throws(Errno) {
        try descriptor.close()
    }

    /// Asks what the open file is, which its name may say no more.
    package borrowing func status() throws(Errno) -> FileStatus {
        var status = stat()
        let number = descriptor.number
        _ = try retrying { unsafe fstat(number, &status) }
        return FileStatus(status)
    }

    /// Reads from here to the end; more bytes than the limit are `EFBIG`.
    package borrowing func readAll(limit: Int) throws(Errno) -> [UInt8] {
        try descriptor.readAll(limit: limit)
    }

    /// Appends at most so many bytes from an offset, and says how many; 0 at the end.
    package borrowing func read(
        into bytes: inout [UInt8], atMost capacity: Int, from offset: Int
    ) throws(Errno) -> Int {
        let number = descriptor.number
        return try unsafe bytes.appendReading(atMost: capacity) { (start, count) in
            unsafe pread(number, start, count, offset)
        }
    }

    /// Writes all bytes at an offset.
    package borrowing func write(_ bytes: [UInt8], at offset: Int) throws(Errno) {
        let number = descriptor.number
        var start = 0
        while start < bytes.count {
            let position = offset + start
            start += try unsafe bytes.withBytes(in: start..<bytes.count) { (start, count) in
                unsafe pwrite(number, start, count, position)
            }
        }
    }

    /// Writes all bytes where the last write ended, or at the end when opened for appending.
    package borrowing func write(_ bytes: [UInt8]) throws(Errno) {
        try descriptor.writeAll(bytes)
    }

    /// Waits until what was written is on the disk (fdatasync).
    ///
    /// After a failure the kernel may have dropped what it could not write, and a second call
    /// would succeed all the same: write to another file instead.
    package borrowing func sync() throws(Errno) {
        let number = descriptor.number
        _ = try retrying { fdatasync(number) }
    }

    /// Cuts the file, or lengthens it with zeros.
    package borrowing func resize(to size: Int) throws(Errno) {
        let number = descriptor.number
        _ = try retrying { ftruncate(number, size) }
    }

    /// Has the disk set room aside for so many bytes, and lengthens the file to them: what is
    /// written to them later does not lack it.
    package borrowing func allocate(_ count: Int) throws(Errno) {
        let number = descriptor.number
        // It answers the error, and leaves errno alone.
        var result = EINTR
        while result == EINTR { result = posix_fallocate(number, 0, count) }
        guard result == 0 else { throw Errno(result) }
    }

    /// Takes the file for this process until it is closed; false when another one has it (flock).
    package borrowing func lock() throws(Errno) -> Bool {
        let number = descriptor.number
        do throws(Errno) {
            _ = try retrying { flock(number, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            if error == .wouldBlock { return false }
            throw error
        }
    }
}

extension Descriptor {
    /// Reads to the end; more bytes than the limit are `EFBIG`.
    package borrowing func readAll(limit: Int) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            // One byte more than allowed tells a file that is too large from one that just fits.
            let room = min(16_384, limit + 1 - bytes.count)
            if try read(into: &bytes, atMost: room) == 0 { return bytes }
            if bytes.count > limit { throw .fileTooLarge }
        }
    }
}
