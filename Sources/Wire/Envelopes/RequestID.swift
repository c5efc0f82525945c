/// The id that a client gives a request; it is echoed as it came, its type included.
package enum RequestID: Hashable, Sendable {
    /// A plain integer from 0 to 2⁵³−1.
    case integer(Int64)
    /// 1 to 64 bytes of printable ASCII.
    case text(String)
}
