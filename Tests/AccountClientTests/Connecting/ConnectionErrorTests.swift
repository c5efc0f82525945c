import AccountClient
import JSON
import Kernel
import Testing

struct ConnectionErrorTests {
    @Test func `a refused user is told the path and the own uid, whatever errno it was`() {
        for error in [Errno.permissionDenied, .notPermitted] {
            let failure = ConnectionError(connectingTo: "/run/a.sock", error)
            #expect(failure == .notPermitted("/run/a.sock", user: CurrentProcess.user))
            #expect(
                failure.description
                    == "/run/a.sock: this user (uid \(CurrentProcess.user)) may not connect there")
        }
    }

    @Test(arguments: [
        (
            ConnectionError.unreachable("/a", .noSuchFile),
            "no daemon at /a: No such file or directory (ENOENT)"
        ),
        (
            .unreachable("/a", .notASocket),
            "no daemon at /a: something that is no socket is there"
        ),
        (.unreachable("/a", .wouldBlock), "/a: too many connections wait there"),
        (
            .unusablePath("/a", .tooLong(byteCount: 200)),
            "/a: a socket's path has at most 107 bytes, this one has 200"
        ),
        (
            .requestTooLarge(bytes: 9, limit: 8),
            "the request has 9 bytes; the daemon takes at most 8"
        ),
        (.closed("/a"), "the daemon at /a closed the connection without an answer"),
        (.timedOut("/a"), "the daemon at /a did not answer in time"),
        (.lost("/a", .connectionReset), "the connection to /a broke: "),
        (
            .goneAway("/a", Goaway(reason: "FRAME_TOO_LARGE", message: "big", frameLimit: 8)),
            "the daemon at /a ended the connection: FRAME_TOO_LARGE: big (at most 8 bytes)"
        ),
        (
            .violation("/a", .malformed(atByte: 3)),
            "what answers at /a does not speak the protocol: a frame is not JSON at byte 3"
        ),
    ])
    func `an error is one line that names what helps`(error: ConnectionError, line: String) {
        #expect(error.description.hasPrefix(line))
        #expect(!error.description.contains("\n"))
    }

    @Test func `a refusal names its field`() throws {
        let value = try JSONValue.parse(
            Array(
                ("{\"code\":-32602,\"data\":{\"field\":\"wait_ms\",\"reason\":\"BAD_FIELD\"},"
                    + "\"message\":\"wrong\"}").utf8))
        let refusal = try #require(Refusal(value))
        #expect(ConnectionError.refused(refusal).description == "BAD_FIELD: wrong (wait_ms)")
    }
}
