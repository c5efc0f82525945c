package import Kernel
import Wire

/// The socket of a conversation, and the bytes on their way in and out; it decides nothing.
package struct Link: ~Copyable {
    private var socket: UnixSocket?
    /// The socket's, −1 for none.
    private var number: Int32 = -1
    private var reader = FrameReader(limit: WireLimits.responseBytes)
    private var arrived: [UInt8] = []
    private var output: [UInt8] = []
    private var written = 0

    /// Makes a link without a connection.
    package init() {}

    /// Takes a connection that was made.
    package mutating func open(_ connected: consuming UnixSocket) {
        number = connected.descriptor.number
        socket = consume connected
        reader = FrameReader(limit: WireLimits.responseBytes)
        output.removeAll(keepingCapacity: true)
        written = 0
    }

    /// Closes the connection, if there is one.
    package mutating func close() {
        socket = nil
        number = -1
    }

    /// What to wait for.
    package var watch: LoopThread.Watch {
        var watch = LoopThread.Watch()
        watch.descriptor = number
        watch.interest = written < output.count ? [.read, .write] : .read
        return watch
    }

    /// Reads once, and tells the conversation of each whole frame or of the end.
    package mutating func receive(_ conversation: inout Conversation, now: UInt64) {
        arrived.removeAll(keepingCapacity: true)
        let reception: Reception
        do throws(Errno) {
            reception =
                try socket?.receive(into: &arrived, atMost: WireLimits.turnBytes) ?? .wouldBlock
        } catch {
            return conversation.lost(.lost(conversation.path, error), now: now)
        }
        switch reception {
        case .received:
            reader.append(arrived)
            takeFrames(&conversation, now: now)
        case .ended: conversation.lost(.closed(conversation.path), now: now)
        case .wouldBlock: break
        }
    }

    /// Sends what the kernel takes; the rest waits until the socket can take more.
    package mutating func flush(_ conversation: inout Conversation, now: UInt64) {
        guard conversation.isOpen else { return }
        if written == output.count {
            output.removeAll(keepingCapacity: true)
            written = 0
            swap(&output, &conversation.output)
        } else if !conversation.output.isEmpty {
            output.append(contentsOf: conversation.output)
            conversation.output.removeAll(keepingCapacity: true)
        }
        guard written < output.count else { return }
        do throws(Errno) {
            written += try socket?.send(output, written..<output.count) ?? 0
        } catch {
            // What the daemon said before it closed is worth more than that it closed.
            receive(&conversation, now: now)
            conversation.lost(.lost(conversation.path, error), now: now)
        }
    }

    private mutating func takeFrames(_ conversation: inout Conversation, now: UInt64) {
        do throws(Violation) {
            while conversation.isOpen, let frame = try Incoming.nextFrame(&reader) {
                try conversation.received(reader.buffer, in: frame, now: now)
            }
            reader.compact()
        } catch {
            conversation.lost(.violation(conversation.path, error), now: now)
        }
    }
}
