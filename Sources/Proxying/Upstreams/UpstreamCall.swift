import Synchronization

/// One request to an upstream: its events come in from any thread and go out to one task.
package final class UpstreamCall: Sendable {
    private struct State {
        var events: [UpstreamEvent] = []
        var waiter: CheckedContinuation<UpstreamEvent, Never>?
        var last: UpstreamEvent?
        var stop: (@Sendable () -> Void)?
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Makes a call that nothing has answered.
    package init() {}

    /// Says how the call is cancelled, which may have been asked for before.
    package func onCancel(_ stop: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            state.stop = stop
            return state.isCancelled
        }
        if isCancelled { stop() }
    }

    /// Tells the next event. What comes behind the last one is dropped.
    package func put(_ event: UpstreamEvent) {
        let waiter: CheckedContinuation<UpstreamEvent, Never>? = state.withLock { state in
            guard state.last == nil else { return nil }
            if event.isLast {
                state.last = event
                state.stop = nil
            }
            guard let waiter = state.waiter.take() else {
                state.events.append(event)
                return nil
            }
            return waiter
        }
        waiter?.resume(returning: event)
    }

    /// Waits for the next event; behind the last one it is that one again.
    ///
    /// When the task is cancelled the call is too, and its events go on until it has ended: the
    /// account is not given back while its upstream still works.
    package func next() async -> UpstreamEvent {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let event: UpstreamEvent? = state.withLock { state in
                    if !state.events.isEmpty { return Self.take(&state.events) }
                    if let last = state.last { return last }
                    state.waiter = waiter
                    return nil
                }
                if let event { waiter.resume(returning: event) }
            }
        } onCancel: {
            cancel()
        }
    }

    /// Wants no more of it: the last event comes soon, if it has not come.
    package func cancel() {
        let stop = state.withLock { state in
            guard state.last == nil, !state.isCancelled else {
                return nil as (@Sendable () -> Void)?
            }
            state.isCancelled = true
            return state.stop
        }
        stop?()
    }

    /// Takes the first event; pieces that came one after another become one.
    private static func take(_ events: inout [UpstreamEvent]) -> UpstreamEvent {
        let first = events.removeFirst()
        guard case .bytes(var bytes) = first else { return first }
        var count = 0
        while count < events.count, case .bytes(let more) = events[count] {
            bytes += more
            count += 1
        }
        events.removeFirst(count)
        return .bytes(bytes)
    }
}

extension UpstreamEvent {
    fileprivate var isLast: Bool {
        switch self {
        case .head, .bytes: false
        case .end, .broken: true
        }
    }
}
