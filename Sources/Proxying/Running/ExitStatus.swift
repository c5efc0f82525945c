/// How account-proxy ends, by the numbers of sysexits(3) where they fit.
package enum ExitStatus: Int32, Sendable {
    case success = 0
    /// The command line is wrong.
    case usage = 64
    /// The kernel refused what the program cannot do without.
    case software = 70
    /// The address cannot be listened at.
    case cannotCreate = 73
    /// The routes, the keys, or what the service manager passed, are wrong.
    case configuration = 78
}

/// Why the proxy does not start: what to tell its user, and how it ends.
package struct StartFault: Error, Equatable, Sendable {
    /// The status it ends with.
    package let status: ExitStatus
    /// What is wrong, a line for each thing.
    package let lines: [String]

    /// Names a fault.
    package init(_ status: ExitStatus, _ lines: [String]) {
        self.status = status
        self.lines = lines
    }
}
