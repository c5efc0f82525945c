import AccountClient
import Kernel
import Operating
import Testing

struct CommandFaultTests {
    @Test func `a fault knows its status and its line`() {
        let faults: [(CommandFault, ExitStatus, String?)] = [
            (.usage("u"), .usage, "u"), (.answer("a"), .protocolFault, "a"),
            (.ended(.refused), .refused, nil), (.refused("r"), .refused, "r"),
            (
                .output(.noSpace), .refused,
                "cannot write to standard output: No space left on device (ENOSPC)"
            ),
            (
                .connection(.closed("/a")), .unavailable,
                "the daemon at /a closed the connection without an answer"
            ),
        ]
        for (fault, status, message) in faults {
            #expect(fault.status == status)
            #expect(fault.message == message)
        }
    }

    @Test func `what a daemon says cannot move the cursor`() {
        let goaway = Goaway(reason: "DRAINING", message: "\u{1b}[2Jgone\n")
        let fault = CommandFault.connection(.goneAway("/a", goaway))
        #expect(
            fault.message == "the daemon at /a ended the connection: DRAINING: ␛[2Jgone␊")
    }
}
