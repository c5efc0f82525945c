import CLinux
import Glibc

/// Why a system call failed: the number that the kernel gave.
///
/// It names no file: whoever made the call knows the path and says it.
package struct Errno: Error, Hashable, Sendable {
    /// The number as C knows it, such as 13 for `EACCES`.
    package let number: Int32

    /// Makes the error with C's number.
    package init(_ number: Int32) {
        self.number = number
    }

    /// The calling thread's last error; to be read before anything else is called.
    static var last: Errno { Errno(errno) }
}

extension Errno: CustomStringConvertible {
    /// What went wrong in words, and C's name for it: "Permission denied (EACCES)".
    package var description: String {
        guard let words = unsafe strerrordesc_np(number), let name = unsafe strerrorname_np(number)
        else { return "error \(number)" }
        return unsafe "\(String(cString: words)) (\(String(cString: name)))"
    }
}

/// Makes a system call again while a signal interrupts it, and turns its -1 into the error.
///
/// The call captures numbers and pointers only: nothing may run between its failure and the
/// reading of `errno`, not even the release of an object.
@inline(__always)
package func retrying<Number: FixedWidthInteger & SignedInteger>(
    _ call: () -> Number
) throws(Errno) -> Number {
    while true {
        let result = call()
        if result != -1 { return result }
        let error = Errno.last
        guard error == .interrupted else { throw error }
    }
}
