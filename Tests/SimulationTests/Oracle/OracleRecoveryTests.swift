import Leasing
import Simulation
import Testing

struct OracleRecoveryTests {
    /// Two accounts of which `a` was limited for seven seconds, until now.
    private func recovered() -> Court {
        var court = Court(accounts: [Court.account("a", places: 3), Court.account("b")])
        let paused = Court.summary(
            "a", state: "cooldown", cooldowns: Court.cooldown(7000), places: 3)
        court.step { _ in }
        court.observe(Court.summary("a", places: 3) + "," + Court.summary("b"))
        court.step { _ in }
        court.observe(paused + "," + Court.summary("b"))
        court.pass(.seconds(7))
        court.step { _ in }
        court.observe(Court.summary("a", places: 3) + "," + Court.summary("b"))
        return court
    }

    @Test(arguments: [0, 200, 300])
    func `a recovered account is lent once, and once more with each quarter of a second`(
        milliseconds: Int64
    ) {
        var court = recovered()
        #expect(court.breach == nil)
        court.lease("one", fence: 1)
        court.pass(.milliseconds(milliseconds))
        court.lease("two", fence: 2)
        court.observe(Court.summary("a", inUse: 2, places: 3) + "," + Court.summary("b"), inUse: 2)
        #expect(court.breach == (milliseconds < 250 ? .recoveryIsGentle : nil))
    }

    @Test func `limits that follow one another without a gap are one limit`() {
        var court = Court(accounts: [Court.account("a", places: 3), Court.account("b")])
        let b = Court.summary("b")
        let paused = Court.summary(
            "a", state: "cooldown", cooldowns: Court.cooldown(1000), places: 3)
        let both = Court.window(9000)
        court.step { _ in }
        court.observe(Court.summary("a", places: 3) + "," + b)
        court.step { _ in }
        court.observe(Court.summary("a", state: "quota", windows: both, places: 3) + "," + b)
        court.pass(.seconds(7))
        court.step { _ in }
        court.observe(paused + "," + b)
        court.pass(.seconds(1))
        court.step { _ in }
        court.observe(Court.summary("a", places: 3) + "," + b)
        court.lease("one", fence: 1)
        court.observe(
            Court.summary("a", inUse: 1, state: "at_capacity", places: 3) + "," + b, inUse: 1)
        #expect(court.breach == nil)
        court.pass(.milliseconds(100))
        court.lease("two", fence: 2)
        court.observe(Court.summary("a", inUse: 2, places: 3) + "," + b, inUse: 2)
        #expect(court.breach == .recoveryIsGentle)
    }

    @Test(arguments: [nil, 900, 901, 950])
    func `a refusal says when to ask again, and not too late`(milliseconds: Int?) {
        var court = Court()
        let paused = Court.cooldown(900)
        let (a, b) = (
            Court.summary("a", state: "cooldown", cooldowns: paused),
            Court.summary("b", state: "cooldown", cooldowns: Court.cooldown(5000))
        )
        court.step { _ in }
        court.observe(a + "," + b)
        let when = milliseconds.map { #","retry_after_ms":\#($0)"# } ?? ""
        let more = #","total":2,"blocked":{"cooldown":2}"# + when
        court.ask(.select(SelectWish(provider: "p"))) {
            Court.refusal($0, "NO_ELIGIBLE_ACCOUNT", more)
        }
        court.observe(a + "," + b)
        let isTrue = milliseconds.map { $0 <= 902 } ?? false
        #expect(court.breach == (isTrue ? nil : .refusalSaysWhen))
    }
}
