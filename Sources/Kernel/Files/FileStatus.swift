import CLinux
import Glibc

/// What a file is and whose.
package struct FileStatus: Equatable, Sendable {
    /// The sorts of file that a caller may want to tell apart.
    package enum Kind: Sendable {
        case regular, folder, symbolicLink, socket, pipe, device
    }

    /// What sort of file it is.
    package let kind: Kind
    /// The permission bits, such as 0o600; the set-user, set-group and sticky bits included.
    package let mode: UInt32
    /// The owner.
    package let user: UInt32
    /// The owning group.
    package let group: UInt32
    /// The length in bytes.
    package let size: Int
    /// When the contents last changed, in nanoseconds since 1970.
    package let modified: Int64
    /// The file's number; with `device`, the same exactly for the same file.
    package let number: UInt64
    /// The number of the file system that holds it.
    package let device: UInt64

    init(_ status: stat) {
        kind = Kind(mode: status.st_mode)
        mode = status.st_mode & 0o7777
        user = status.st_uid
        group = status.st_gid
        size = Int(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        number = UInt64(status.st_ino)
        device = UInt64(status.st_dev)
    }
}

extension FileStatus.Kind {
    fileprivate init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .symbolicLink
        case S_IFSOCK: self = .socket
        case S_IFIFO: self = .pipe
        case _: self = .device
        }
    }
}
