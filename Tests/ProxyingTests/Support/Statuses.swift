import Dispatch
import Synchronization

/// What several callers saw.
final class Statuses: Sendable {
    private let added = DispatchSemaphore(value: 0)
    private let seen = Mutex<[Int]>([])

    var all: [Int] { seen.withLock { $0 } }

    func add(_ status: Int) {
        seen.withLock { $0.append(status) }
        added.signal()
    }

    /// Waits until so many more have come.
    func wait(for count: Int) async {
        for _ in 0..<count { await added.waitForIt() }
    }
}

extension DispatchSemaphore {
    /// Waits at most two minutes, also where a task may not wait for ever.
    func waitForIt() async {
        await elsewhere { _ = self.wait(timeout: .now() + 120) }
    }
}
