/// Why something is not written.
///
/// What was asked is refused and nothing of it is in the output.
package enum WriteFault: Error, Equatable, Sendable {
    /// A field's name is no token (RFC 9110, section 5.1).
    case malformedName
    /// A field's value has a control character (RFC 9110, section 5.5).
    case malformedValue
    /// The status is not that of a final response, 200 to 599 (RFC 9110, section 15).
    case malformedStatus
    /// A length below zero, by which some say that they do not know it (RFC 9110, section 8.6).
    case malformedLength
    /// More content than the head said, or content where there is none (RFC 9110, section 8.6).
    case contentTooLong
    /// Less content than the head said: the connection must be cut (RFC 9112, section 8).
    case contentTooShort
    /// Head, content and end come once and in this order.
    case outOfOrder
}
