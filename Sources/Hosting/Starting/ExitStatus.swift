/// How the daemon ends, by the numbers of sysexits(3) where they fit.
package enum ExitStatus: Int32, Sendable {
    case success = 0
    /// The command line is wrong.
    case usage = 64
    /// The daemon broke a promise of its own.
    case software = 70
    /// A socket or a folder cannot be made, or what is kept there cannot be used.
    case cannotCreate = 73
    /// Another instance runs.
    case temporaryFailure = 75
    /// The inventory, or what the service manager passed, is wrong.
    case configuration = 78
}

/// Why the daemon does not start: what to tell its user, and how it ends.
package struct StartFault: Error, Equatable, Sendable {
    /// The status it ends with.
    package let status: ExitStatus
    /// What is wrong, a line for each thing.
    package let lines: [String]

    /// Names a fault in one line.
    package init(_ status: ExitStatus, _ line: String) {
        self.init(status, [line])
    }

    /// Names a fault in several lines.
    package init(_ status: ExitStatus, _ lines: [String]) {
        self.status = status
        self.lines = lines
    }
}
