/// A token, a key, or whatever else proves who one is.
///
/// It cannot be printed, reflected or encoded, and takes part in no text by accident: its
/// characters come out by `reveal()` alone, so that whoever searches for that word has found every
/// place where they can leave. It is no key of a dictionary and has no order, for both would
/// compare it in a time that tells of it.
///
/// Its memory is not wiped when it goes. The characters have stood in a file's text, in a tree that
/// was read from it and in buffers that were sent, which are given back without being wiped, and to
/// wipe one copy of many would promise what is not so. What keeps others from the memory is that
/// the process can be neither dumped nor read.
package struct Secret: Concealed, Sendable {
    private let characters: String

    /// Takes what is secret from here on.
    package init(_ characters: String) {
        self.characters = characters
    }

    /// The characters themselves, to be sent or hashed and never to be shown.
    package func reveal() -> String { characters }

    /// How many bytes it has; of what is secret only its length.
    package var count: Int { characters.utf8.count }

    /// The secret with a text before it, as `Bearer ` stands before a token.
    package func following(_ prefix: String) -> Secret { Secret(prefix + characters) }
}

extension Secret: Equatable {
    /// Whether two secrets are the same.
    ///
    /// How long it takes follows from their lengths and not from what they hold: each byte is
    /// looked at whatever the others were, and nothing branches on one.
    package static func == (left: Secret, right: Secret) -> Bool {
        let (left, right) = (left.characters.utf8Span.span, right.characters.utf8Span.span)
        var difference: UInt8 = left.count == right.count ? 0 : 1
        for index in 0..<min(left.count, right.count) { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
