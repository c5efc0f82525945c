import Kernel

/// The uid that stands for all users that this namespace does not know: it is nobody's, and may
/// connect nowhere.
package enum OverflowUser {
    /// Its number on this host, or the kernel's default where the host does not say (proc(5)).
    package static var number: UInt32 {
        let path = "/proc/sys/kernel/overflowuid"
        let bytes = (try? File(opening: path, for: .read).readAll(limit: 32)) ?? []
        return parse(bytes) ?? 65_534
    }

    /// The number in the file.
    package static func parse(_ bytes: [UInt8]) -> UInt32? {
        UInt32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
