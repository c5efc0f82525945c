import Glibc

/// An address and a port of the Internet protocols, version 4 or 6.
@safe
package struct InternetAddress: Equatable, Sendable, CustomStringConvertible {
    /// The address in text, without brackets.
    package let host: String
    /// The port; 0 lets the kernel choose one.
    package let port: UInt16
    private let isSixth: Bool

    /// Reads `127.0.0.1:8080` or `[::1]:8080`; `localhost` is 127.0.0.1. `nil` for anything else:
    /// no name is looked up.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Self.port(text[text.index(after: colon)...])
        else { return nil }
        var host = String(text[..<colon])
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.utf8.count > 2
        if isBracketed { host = String(host.dropFirst().dropLast()) }
        if host == "localhost" { host = "127.0.0.1" }
        self.init(host: host, port: port, isSixth: isBracketed)
    }

    private init?(host: String, port: UInt16, isSixth: Bool) {
        self.host = host
        self.port = port
        self.isSixth = isSixth
        guard !host.utf8.contains(0) else { return nil }
        var room = in6_addr()
        let family = isSixth ? AF_INET6 : AF_INET
        guard unsafe inet_pton(family, host, &room) == 1 else { return nil }
    }

    /// The address at which a socket is bound; `nil` when that is none of the Internet protocols.
    init?(of descriptor: borrowing Descriptor) {
        var sixth = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let number = descriptor.number
        let result = unsafe withUnsafeMutablePointer(to: &sixth) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(number, $0, &size)
            }
        }
        guard result == 0 else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let capacity = socklen_t(text.count)
        switch Int32(sixth.sin6_family) {
        case AF_INET6:
            unsafe inet_ntop(AF_INET6, &sixth.sin6_addr, &text, capacity)
        case AF_INET:
            // The older address lies where the newer one has its flow.
            unsafe inet_ntop(AF_INET, &sixth.sin6_flowinfo, &text, capacity)
        default: return nil
        }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        self.init(
            host: String(decoding: bytes, as: UTF8.self), port: UInt16(bigEndian: sixth.sin6_port),
            isSixth: Int32(sixth.sin6_family) == AF_INET6)
    }

    /// Whether only this host can reach it: 127.0.0.0/8 and ::1 (RFC 1122, section 3.2.1.3, and
    /// RFC 4291, section 2.5.3).
    package var isLoopback: Bool {
        isSixth ? ["::1", "0:0:0:0:0:0:0:1"].contains(host) : host.hasPrefix("127.")
    }

    /// As it stands in a URL.
    package var description: String { isSixth ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func port(_ text: Substring) -> UInt16? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt16(text) : nil
    }

    /// Makes a socket of the address's family.
    func open() throws(Errno) -> Descriptor {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let family = isSixth ? AF_INET6 : AF_INET
        return Descriptor(owning: try retrying { socket(family, type, 0) })
    }

    /// Makes a call with the address as C has it.
    func withSocketAddress(
        _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(Errno) {
        if isSixth {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            unsafe inet_pton(AF_INET6, host, &address.sin6_addr)
            try unsafe Self.lend(&address, call)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            unsafe inet_pton(AF_INET, host, &address.sin_addr)
            try unsafe Self.lend(&address, call)
        }
    }

    private static func lend<Address>(
        _ address: inout Address, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(Errno) {
        let size = socklen_t(MemoryLayout<Address>.size)
        _ = try unsafe withUnsafePointer(to: &address) { (pointer) throws(Errno) in
            try unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                (pointer) throws(Errno) in
                try retrying { unsafe call(pointer, size) }
            }
        }
    }
}
