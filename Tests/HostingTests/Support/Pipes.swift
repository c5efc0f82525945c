import Glibc
import Kernel

/// Pipes with a name, at which an unwary reader waits for ever.
enum Pipes {
    static func make(_ path: String) throws(Errno) {
        guard unsafe mkfifo(path, 0o600) == 0 else { throw Errno(errno) }
    }
}
