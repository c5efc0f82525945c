#if FAULT_POINTS
    import Kernel
    import Synchronization

    /// What is to happen at one of the fault points, as `ACCOUNTD_FAULT` says it:
    /// `POINT[:COUNT][:ACTION]`.
    package final class ArmedFault: Sendable {
        /// What is done to the process.
        package enum Action: String, CaseIterable, Sendable {
            /// It kills itself, as the kernel would when memory is short.
            case kill
            /// It stands still until somebody has it go on (`SIGCONT`).
            case stop
            /// The call at this place fails.
            case fail
            /// It finds itself wrong, as at a precondition that does not hold.
            case trap
        }

        /// Where it happens.
        package let point: FaultPoint
        /// At which time of coming there, from 1.
        package let count: Int
        /// What happens.
        package let action: Action
        private let reached = Atomic<Int>(0)

        /// The one of this process, if its environment names one.
        static let current = CurrentProcess.environment("ACCOUNTD_FAULT").flatMap {
            ArmedFault($0)
        }

        /// Reads what a test asks for; `nil` when it is none of this.
        package init?(_ text: String) {
            var parts = text.split(separator: ":", omittingEmptySubsequences: false)[...]
            guard let point = parts.popFirst().flatMap({ FaultPoint(rawValue: String($0)) }) else {
                return nil
            }
            self.point = point
            if let number = parts.first.flatMap({ Int($0) }) {
                guard number > 0 else { return nil }
                count = number
                parts.removeFirst()
            } else {
                count = 1
            }
            if let word = parts.popFirst() {
                guard let action = Action(rawValue: String(word)), parts.isEmpty else { return nil }
                self.action = action
            } else {
                action = .kill
            }
        }

        /// Takes in that the process has come to a place; whether the call there is to fail.
        func comes(to place: FaultPoint) -> Bool {
            guard place == point, reached.add(1, ordering: .relaxed).newValue == count else {
                return false
            }
            switch action {
            case .kill: CurrentProcess.signal(.kill)
            case .stop: CurrentProcess.signal(.stop)
            case .fail: return true
            case .trap: preconditionFailure("ACCOUNTD_FAULT")
            }
            return false
        }
    }

    extension ArmedFault {
        /// Refuses a daemon whose fault is none: its test would wait for ever.
        static func require() throws(StartFault) {
            guard let text = CurrentProcess.environment("ACCOUNTD_FAULT"), current == nil else {
                return
            }
            throw StartFault(.usage, "ACCOUNTD_FAULT: \(text) is no POINT[:COUNT][:ACTION]")
        }
    }
#endif
