import Glibc

/// Makes a system call that takes a path, again while a signal interrupts it.
///
/// A path with a NUL inside is refused, for C would see only what is before it.
func retrying<Number: FixedWidthInteger & SignedInteger>(
    _ path: String, _ call: (UnsafePointer<CChar>) -> Number
) throws(Errno) -> Number {
    try unsafe withPath(path) { (start) throws(Errno) in
        try retrying { unsafe call(start) }
    }
}

/// Makes a system call that takes two paths.
func retrying<Number: FixedWidthInteger & SignedInteger>(
    _ first: String, _ second: String,
    _ call: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Number
) throws(Errno) -> Number {
    try unsafe withPath(first) { (first) throws(Errno) in
        try unsafe withPath(second) { (second) throws(Errno) in
            try retrying { unsafe call(first, second) }
        }
    }
}

/// The standard library's `withCString` does not say what its body throws.
private func withPath<Number>(
    _ path: String, _ body: (UnsafePointer<CChar>) throws(Errno) -> Number
) throws(Errno) -> Number {
    for byte in path.utf8 where byte == 0 { throw .invalidArgument }
    let result: Result<Number, Errno> = unsafe path.withCString { (start) in
        do throws(Errno) {
            return .success(try unsafe body(start))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}
