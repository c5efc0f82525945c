import Synchronization

/// Messages from one thread to another, in order.
package final class Mailbox<Message: Sendable>: Sendable {
    /// Rings while messages wait.
    private let bell: EventDescriptor
    private let messages = Mutex<[Message]>([])

    /// Makes an empty mailbox.
    package init() throws(Errno) {
        bell = try EventDescriptor()
    }

    /// Puts a message in.
    package func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        // Fails only for a descriptor that is closed, and it is closed with the mailbox.
        try? bell.ring()
    }

    /// Takes out what waits, the oldest first.
    package func takeAll() -> [Message] {
        _ = try? bell.answer()
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }

    /// Waits until a message is there.
    package func wait() throws(Errno) {
        _ = try bell.descriptor.wait(for: .read, atMost: nil)
    }

    /// Has a set of descriptors report when messages wait.
    package func watch(by epoll: borrowing Epoll, token: UInt64) throws(Errno) {
        try epoll.add(bell.descriptor, token: token, for: .read)
    }
}
