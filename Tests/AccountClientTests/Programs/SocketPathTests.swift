import AccountClient
import Testing
import Wire

struct SocketPathTests {
    @Test func `an option comes before the environment, and both before the usual path`() {
        let variables = ["ACCOUNTD_SOCKET": "/l", "ACCOUNTD_OPS_SOCKET": "/o"]
        #expect(SocketPath.of(.lease, option: "/x", environment: { variables[$0] }) == "/x")
        #expect(SocketPath.of(.lease, option: nil, environment: { variables[$0] }) == "/l")
        #expect(SocketPath.of(.ops, option: nil, environment: { variables[$0] }) == "/o")
        #expect(
            SocketPath.of(.keeper, option: nil, environment: { variables[$0] })
                == "/run/accountd/keeper.sock")
    }

    @Test func `an empty variable counts as unset`() {
        #expect(
            SocketPath.of(.lease, option: nil, environment: { _ in "" })
                == "/run/accountd/lease.sock")
        #expect(
            SocketPath.of(.ops, option: nil, environment: { _ in nil })
                == "/run/accountd/ops.sock")
    }
}
