/// The bounds of every text that is read.
///
/// They keep the work and the memory that a text costs proportional to its length, whoever wrote
/// it.
package enum JSONLimits {
    /// Containers within one another, the outermost counted: 32.
    package static let depth = 32
    /// Members of one object: 1024.
    package static let members = 1024
    /// Bytes in which one number is spelt: 256.
    package static let numberBytes = 256
    /// The largest magnitude of an integer that every reader of JSON keeps (RFC 7493, section 2.2).
    package static let integer: Int64 = 9_007_199_254_740_991
}
