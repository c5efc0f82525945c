import Glibc
import Kernel

/// The socket at which a service manager hears from its services (sd_notify(3)).
struct ManagerSocket: ~Copyable {
    let path: String
    private let descriptor: Descriptor

    init(in folder: TemporaryFolder) throws {
        path = folder("notify.sock")
        descriptor = Descriptor(
            owning: socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: path.utf8)
        }
        let number = descriptor.number
        let bound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw Errno(errno) }
    }

    /// The next message, waited for at most so many nanoseconds; its fields without the times.
    borrowing func next(atMost nanoseconds: UInt64 = 30_000_000_000) throws -> String? {
        guard try descriptor.wait(for: .read, atMost: nanoseconds).contains(.read) else {
            return nil
        }
        var bytes: [UInt8] = []
        _ = try descriptor.read(into: &bytes, atMost: 4096)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("MONOTONIC_USEC=") }.joined(separator: " ")
    }

    /// The next message that is none of the status lines.
    borrowing func nextState() throws -> String? {
        while let message = try next() {
            if !message.hasPrefix("STATUS=") { return message }
        }
        return nil
    }
}
