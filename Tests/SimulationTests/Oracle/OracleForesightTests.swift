import JSON
import Leasing
import Simulation
import Testing

struct OracleForesightTests {
    private static func explained(_ chosen: String?, _ accounts: String = "") -> Answer? {
        let chosen = chosen.map { #","chosen":"\#($0)""# } ?? ""
        let text = #"{"id":1,"result":{"accounts":[\#(accounts)],"why":"any"\#(chosen)}}"#
        return Answer(Array(text.utf8))
    }

    private func judge(_ chosen: String?, _ accounts: String = "", answer: String) throws
        -> Invariant?
    {
        var court = Court()
        var wish = SelectWish(provider: "p")
        wish.wait = 1000
        let call = Call(id: 70, .select(wish))
        let foresight = Foresight(
            call: call, line: 0, answer: try #require(Self.explained(chosen, accounts)))
        court.step { oracle in
            oracle.arrived(call, on: 0)
            if !answer.isEmpty { Court.tell(&oracle, answer, on: 0) }
            oracle.stands(0, isInside: false, isActing: true, isBusy: false, isBehind: false)
        }
        court.oracle.requireForesight(foresight)
        return court.breach
    }

    @Test func `a Select gets the account that Explain told`() throws {
        let grant = Court.grant(70, "one", of: "b", fence: 1)
        #expect(try judge("b", answer: grant) == nil)
        #expect(try judge("a", answer: grant) == .explained)
        #expect(try judge(nil, answer: grant) == .explained)
        #expect(try judge(nil, answer: "") == nil)
        #expect(try judge("a", answer: "") == .explained)
    }

    @Test func `a refusal counts the states that Explain told`() throws {
        let more = #","total":2,"blocked":{"quota":1,"excluded":1}"#
        let refusal = Court.refusal(70, "NO_ELIGIBLE_ACCOUNT", more)
        let quota = #"{"account_id":"a","state":"quota"}"#
        let excluded = #",{"account_id":"b","state":"excluded"}"#
        #expect(try judge(nil, quota + excluded, answer: refusal) == nil)
        #expect(try judge(nil, quota + "," + quota, answer: refusal) == .explained)
        #expect(try judge("a", quota + excluded, answer: refusal) == .explained)
    }

    @Test(arguments: [
        (#""rule":"r","reason":"x","at":"t","lease_id":"one","uid":1000"#, true),
        (#""rule":"r","reason":"x","at":"t""#, true),
        (#""rule":"r","reason":"x","at":"t","upstream_status":429"#, false),
        (#""rule":"","reason":"x","at":"t""#, false),
        (#""rule":"r","reason":"x","at":"t","lease_id":"none","uid":1000"#, false),
        (#""rule":"r","reason":"x","at":"t","lease_id":"one","uid":1001"#, false),
    ])
    func `G11 a block has a cause, and the lease is one that was had`(
        cause: String, isCause: Bool
    ) throws {
        var court = Court()
        court.lease("one", fence: 1)
        let account = #"{"account_id":"a","state":"quota","cause":{\#(cause)}}"#
        court.oracle.requireCauses(try #require(Self.explained(nil, account)))
        #expect(court.breach == (isCause ? nil : .explained))
    }

    @Test func `a block without a cause is found, and so is a cause of nothing`() throws {
        for account in [
            #"{"account_id":"a","state":"cooldown"}"#,
            #"{"account_id":"a","state":"available","cause":{"rule":"r"}}"#,
        ] {
            var court = Court()
            court.oracle.requireCauses(try #require(Self.explained(nil, account)))
            #expect(court.breach == .explained)
        }
    }
}
