import JSON
import Leasing
import Simulation
import Testing

struct OperatorActTests {
    @Test(arguments: [
        (
            OperatorAct.set(account: "a", AccountChange(isEnabled: true, maxInFlight: 3)),
            "SetAccount", #"{"account_id":"a","enabled":true,"max_in_flight":3}"#
        ),
        (.clear(account: "a", model: nil), "ClearBlocks", #"{"account_id":"a"}"#),
        (.clear(account: "a", model: "m"), "ClearBlocks", #"{"account_id":"a","model":"m"}"#),
        (.revoke(lease: "l"), "RevokeLease", #"{"lease_id":"l"}"#),
        (.revokeAll(account: "a"), "RevokeLease", #"{"account_id":"a"}"#),
    ])
    func `an act is a call of the ops socket`(act: OperatorAct, method: String, text: String) {
        #expect(act.method == method)
        #expect(act.parameters == text)
    }
}
