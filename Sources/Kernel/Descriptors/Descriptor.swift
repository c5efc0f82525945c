import Glibc

/// An open file, socket or other kernel object; closed when its owner lets it go.
package struct Descriptor: ~Copyable, Sendable {
    /// The kernel's number for it in this process.
    package let number: Int32

    /// Takes ownership of an open descriptor, which nothing else may close from here on.
    package init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // Linux closes the descriptor even when `close` reports an error, and a second try could
        // hit another thread's new one.
        _ = Glibc.close(number)
    }

    /// Closes it and reports what only closing can find out, such as a full remote disk.
    package consuming func close() throws(Errno) {
        let number = self.number
        discard self
        if Glibc.close(number) == -1 {
            let error = Errno.last
            if error != .interrupted { throw error }
        }
    }

    /// Gives up ownership: the descriptor stays open, and somebody else closes it.
    @discardableResult
    package consuming func release() -> Int32 {
        let number = self.number
        discard self
        return number
    }

    /// Sets whether calls that would wait fail with `EAGAIN` instead.
    package borrowing func setNonblocking(_ isNonblocking: Bool) throws(Errno) {
        let number = self.number
        let flags = try retrying { fcntl(number, F_GETFL, 0) }
        let wanted = isNonblocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK
        if wanted != flags { _ = try retrying { fcntl(number, F_SETFL, wanted) } }
    }
}
