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

    @Test(arguments: [69.0, 70.0])
    func `a window is as good as exhausted where no more of it may be used`(used: Double) {
        var account = Account(id: "a", provider: "p", maxInFlight: 1)
        account.maxUsedPercent = 70
        var court = Court(accounts: [
            OfferedAccount(account, secret: "secret of a"), Court.account("b"),
        ])
        let window = #"{"name":"w","limit_reached":false,"used_percent":\#(used)}"#
        let text = Court.summary("a", state: "quota")
            .replacing(#""windows":[]"#, with: #""windows":[\#(window)]"#)
        court.step { _ in }
        court.observe(text + "," + Court.summary("b"))
        #expect(court.breach == (used < 70 ? .stateFollows : nil))
    }
}
