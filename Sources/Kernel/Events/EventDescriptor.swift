import CLinux
import Glibc

/// A bell that one thread or process rings and another waits for.
package struct EventDescriptor: ~Copyable, Sendable {
    /// Readable while the bell has been rung and not answered.
    package let descriptor: Descriptor

    /// Makes a silent bell.
    package init() throws(Errno) {
        let flags = Int32(EFD_CLOEXEC | EFD_NONBLOCK)
        descriptor = Descriptor(owning: try retrying { eventfd(0, flags) })
    }

    /// Rings. Rings that nobody has answered yet become one.
    package borrowing func ring() throws(Errno) {
        let number = descriptor.number
        do throws(Errno) {
            _ = try retrying { eventfd_write(number, 1) }
        } catch {
            // The counter is full: it has been ringing for long.
            guard error == .wouldBlock else { throw error }
        }
    }

    /// Silences the bell, and says whether it had been rung.
    package borrowing func answer() throws(Errno) -> Bool {
        let number = descriptor.number
        var count: eventfd_t = 0
        do throws(Errno) {
            _ = try retrying { unsafe eventfd_read(number, &count) }
        } catch {
            guard error == .wouldBlock else { throw error }
        }
        return count > 0
    }
}
