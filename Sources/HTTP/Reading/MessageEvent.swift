/// What a reader found next.
package enum MessageEvent<Head: Sendable>: Sendable {
    /// A head, once; a response may have interim ones before it.
    case head(Head)
    /// Some of the content, never nothing: a part of the reader's `buffer`, until more is appended.
    case body(Range<Int>)
    /// The end of the message.
    case end
}

extension MessageEvent: Equatable where Head: Equatable {}
