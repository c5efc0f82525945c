import Glibc

/// Makes a system call that takes a path, again while a signal interrupts it.
///
/// A path with a NUL inside is refused, for C would see only what is before it.
func retrying<Number: FixedWidthInteger & SignedInteger>(
    _ path: String, _ call: (UnsafePointer<CChar>) -> Number
) throws(Errno) -> Number {
    for byte in path.utf8 where byte == 0 { throw .invalidArgument }
    let result: Result<Number, Errno> = unsafe path.withCString { (start) in
        do throws(Errno) {
            return .success(try retrying { unsafe call(start) })
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

/// Makes a system call that takes two paths.
func retrying<Number: FixedWidthInteger & SignedInteger>(
    _ first: String, _ second: String,
    _ call: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Number
) throws(Errno) -> Number {
    for byte in second.utf8 where byte == 0 { throw .invalidArgument }
    return try unsafe retrying(first) { (first) in
        unsafe second.withCString { unsafe call(first, $0) }
    }
}
