import AccountClient
import Kernel
import Operating
import Testing

struct ExitStatusTests {
    @Test func `every status has a meaning of its own`() {
        #expect(Set(ExitStatus.allCases.map(\.meaning)).count == ExitStatus.allCases.count)
    }

    @Test(arguments: [
        (ConnectionError.unreachable("/a", .noSuchFile), Int32(69)),
        (.unreachable("/a", .connectionRefused), 69), (.unreachable("/a", .wouldBlock), 69),
        (.closed("/a"), 69), (.lost("/a", .connectionReset), 69), (.timedOut("/a"), 69),
        (.notPermitted("/a", user: 1000), 77), (.unusablePath("/a", .empty), 64),
        (.requestTooLarge(bytes: 2, limit: 1), 64), (.violation("/a", .envelope), 76),
        (.goneAway("/a", Goaway(reason: "DRAINING", message: "")), 69),
        (.goneAway("/a", Goaway(reason: "TOO_MANY_CONNECTIONS", message: "")), 69),
        (.goneAway("/a", Goaway(reason: "DUPLICATE_ID", message: "")), 76),
        (.goneAway("/a", Goaway(reason: "OF_A_LATER_VERSION", message: "")), 76),
    ])
    func `what went wrong decides the status`(error: ConnectionError, status: Int32) {
        let terminal = Terminal()
        let found = terminal.run(["health"]) { (_) throws(ConnectionError) in throw error }
        #expect(found.rawValue == status)
        #expect(terminal.complaints.hasPrefix("accountctl: "))
        #expect(terminal.output.isEmpty)
    }

    @Test(arguments: [
        (5, "UNKNOWN_PROVIDER", Int32(1)), (-32602, "BAD_FIELD", 1),
        (-32601, "METHOD_NOT_FOUND", 1),
        (7, "METHOD_NOT_ON_THIS_SOCKET", 1), (14, "DRAINING", 1), (7, "UID_NOT_ALLOWED", 77),
        (-32700, "MALFORMED", 76), (-32600, "INVALID_REQUEST", 76),
    ])
    func `a refusal is 1 unless it is of the protocol or of the user`(
        code: Int, reason: String, status: Int32
    ) {
        let terminal = Terminal()
        let daemon = ScriptedDaemon { _, _ in
            .refusal("{\"code\":\(code),\"data\":{\"reason\":\"\(reason)\"},\"message\":\"m\"}")
        }
        #expect(terminal.run(["call", "Anything"], daemon).rawValue == status)
        if status != 77 { #expect(terminal.complaints.contains(reason)) }
    }

    @Test func `who may not connect is told the path and the own uid`() {
        let terminal = Terminal()
        let status = terminal.run(["--socket", "/run/x.sock", "health"]) {
            (path) throws(ConnectionError) in
            throw ConnectionError(connectingTo: path, .permissionDenied)
        }
        #expect(status == .notPermitted)
        let user = CurrentProcess.user
        #expect(
            terminal.complaints
                == "accountctl: /run/x.sock: this user (uid \(user)) may not connect there\n")
    }
}
