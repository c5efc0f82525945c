import Leasing
import Simulation
import Testing

struct KnownAccountTests {
    @Test(arguments: [("auth_expired", "auth_failed"), ("quota_exhausted", "quota")])
    func `a pause hinders as its reason says`(reason: String, state: String) {
        var court = Court()
        let pause = #"{"reason":"\#(reason)","remaining_ms":-1,"level":0}"#
        court.step { _ in }
        court.observe(
            Court.summary("a", state: state, cooldowns: pause) + "," + Court.summary("b"))
        #expect(court.breach == nil)
        court.observe(
            Court.summary("a", state: "cooldown", cooldowns: pause) + "," + Court.summary("b"))
        #expect(court.breach == .stateFollows)
    }
}
