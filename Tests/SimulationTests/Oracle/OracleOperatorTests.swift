import Leasing
import Simulation
import Testing

struct OracleOperatorTests {
    private static let disable = OperatorAct.set(account: "a", AccountChange(isEnabled: false))

    private static func refusal(_ reason: String) -> String {
        #"{"error":{"data":{"reason":"\#(reason)"}}}"#
    }

    @Test(arguments: [
        (disable, "UNKNOWN_ACCOUNT"), (.clear(account: "a", model: nil), "UNKNOWN_ACCOUNT"),
        (.revokeAll(account: "a"), "UNKNOWN_ACCOUNT"), (.revoke(lease: "one"), "LEASE_UNKNOWN"),
    ])
    func `an act is refused when there is nothing of the name, and only then`(
        act: OperatorAct, reason: String
    ) {
        var court = Court(accounts: [Court.account("b")])
        court.operate(act, Self.refusal(reason))
        #expect(court.breach == nil)
        court.operate(act, #"{"result":{"revoked":0}}"#)
        #expect(court.breach == .operatorIsObeyed)
        court = Court()
        court.lease("one", fence: 1)
        court.operate(act, Self.refusal(reason))
        #expect(court.breach == .operatorIsObeyed)
    }

    @Test func `who is not answered was not heard`() {
        var court = Court()
        court.step { $0.operated(Self.disable, nil) }
        #expect(court.breach == .canonical)
    }

    @Test func `an account that is disabled has its leases taken back, and their holders told`() {
        for (revoked, isTold) in [(1, true), (0, true), (1, false)] {
            var court = Court()
            court.lease("one", fence: 1)
            let setting = Court.setting(isEnabled: false, revoked: revoked)
            court.operate(
                Self.disable, #"{"result":\#(setting)}"#,
                telling: isTold ? ("one", "ACCOUNT_DISABLED") : nil)
            switch (revoked, isTold) {
            case (0, _): #expect(court.breach == .operatorIsObeyed)
            case (_, false): #expect(court.breach == .holderIsTold)
            default:
                #expect(court.breach == nil)
                court.step { $0.requireLoad(leases: 0) }
                #expect(court.breach == nil)
            }
        }
    }

    @Test func `an answer says how the account is set`() {
        var court = Court()
        court.operate(Self.disable, #"{"result":\#(Court.setting(isEnabled: true))}"#)
        #expect(court.breach == .operatorIsObeyed)
    }

    @Test(arguments: [OperatorAct.revoke(lease: "one"), .revokeAll(account: "a")])
    func `a lease is taken back once, and its holder told`(act: OperatorAct) {
        var court = Court()
        court.lease("one", fence: 1)
        court.operate(act, #"{"result":{"revoked":1}}"#, telling: ("one", "OPERATOR"))
        court.operate(act, #"{"result":{"revoked":0}}"#)
        court.step { $0.requireLoad(leases: 0) }
        #expect(court.breach == nil)
        court.operate(act, #"{"result":{"revoked":1}}"#)
        #expect(court.breach == .operatorIsObeyed)
    }

    @Test func `nothing stands in the step in which an account is cleared`() {
        for cooldowns in ["", Court.cooldown(60_000)] {
            var court = Court()
            let told = Court.summary("a", state: "cooldown", cooldowns: Court.cooldown(60_000))
            court.observe(told + "," + Court.summary("b"))
            court.operate(.clear(account: "a", model: nil), #"{"result":{"cleared":1}}"#)
            let state = cooldowns.isEmpty ? "available" : "cooldown"
            court.observe(
                Court.summary("a", state: state, cooldowns: cooldowns) + ","
                    + Court.summary("b"))
            #expect(court.breach == (cooldowns.isEmpty ? nil : .operatorIsObeyed))
        }
    }

    @Test func `what was granted before says nothing against a cleared account`() {
        for skip in ["CLEARED_SINCE", nil] {
            var court = Court()
            court.lease("one", fence: 1)
            court.operate(.clear(account: "a", model: nil), #"{"result":{"cleared":0}}"#)
            let report = Call.Content.report(
                Call.Telling(lease: "one", answer: UpstreamAnswer(429)))
            court.ask(report) { Court.verdict($0, "rate_limited", skip: skip) }
            #expect(court.breach == (skip == nil ? .operatorIsObeyed : nil))
        }
    }
}
