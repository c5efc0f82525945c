package import Kernel
import Synchronization

/// Lets a program without tasks wait for one.
package enum Await {
    /// Runs a body as a task, and waits for it; the thread does nothing else meanwhile.
    package static func value<Value: Sendable>(
        _ body: @escaping @Sendable () async -> Value
    ) throws(Errno) -> Value {
        let box = Box<Value>(bell: try EventDescriptor())
        Task {
            box.put(await body())
        }
        while true {
            if let value = box.value { return value }
            _ = try box.bell.descriptor.wait(for: .read, atMost: nil)
        }
    }

    private final class Box<Value: Sendable>: Sendable {
        let bell: EventDescriptor
        private let content = Mutex<Value?>(nil)

        init(bell: consuming EventDescriptor) {
            self.bell = bell
        }

        var value: Value? { content.withLock { $0 } }

        func put(_ value: Value) {
            content.withLock { $0 = value }
            // It fails only when its descriptor is none.
            try? bell.ring()
        }
    }
}
