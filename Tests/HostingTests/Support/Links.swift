import Glibc
import Kernel

/// Symbolic links.
enum Links {
    static func make(_ path: String, to target: String) throws(Errno) {
        guard unsafe symlink(target, path) == 0 else { throw Errno(errno) }
    }
}
