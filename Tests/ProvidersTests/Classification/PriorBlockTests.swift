import JSON
import Leasing
import Providers
import Testing

@Suite struct PriorBlockTests {
    private func outcome(
        _ status: Int, _ prior: String, provider: String = "generic", body: String = ""
    ) throws -> JSONValue {
        try classified(
            #"{"provider":"\#(provider)","status":\#(status),"body":"\#(body)","#
                + #""now":1785542400,"prior":\#(prior)}"#
        )
    }

    @Test(arguments: [(0, 1), (1, 2), (3, 8), (10, 1024), (11, 1800), (64, 1800)])
    func `a throttle's steps double up to half an hour`(level: Int, seconds: Int) throws {
        let prior = #"{"backoff_level":\#(level),"block_until":"2026-07-31T23:59:59Z"}"#
        let found = try outcome(429, prior)
        #expect(found["basis"]?.string == "backoff_level_\(level + 1)")
        #expect(Timestamp.read(found["block_until"]) == august + .seconds(Int64(seconds)))
    }

    @Test func `a second failure of the same moment changes neither end nor level`() throws {
        let found = try outcome(429, #"{"backoff_level":1,"block_until":"2026-08-01T00:00:01Z"}"#)
        #expect(found["basis"]?.string == "prior")
        #expect(found["block_until"]?.string == "2026-08-01T00:00:01Z")
    }

    @Test func `levels are forgotten after a quiet time`() throws {
        let old = #"{"backoff_level":5,"block_until":"2026-07-31T23:00:00Z"}"#
        #expect(try outcome(429, old)["basis"]?.string == "backoff_level_1")
        let long = #"{"backoff_level":12,"block_until":"2026-07-31T23:00:00Z"}"#
        #expect(try outcome(429, long)["basis"]?.string == "backoff_level_13")
    }

    @Test func `a challenge has steps of its own, forgotten after an hour`() throws {
        func wait(_ prior: String) throws -> String? {
            try outcome(403, prior, provider: "codex", body: "<html>Just a moment")["block_until"]?
                .string
        }
        #expect(
            try wait(#"{"backoff_level":1,"block_until":"2026-07-31T23:30:00Z"}"#)
                == "2026-08-01T00:00:30Z")
        #expect(
            try wait(#"{"backoff_level":9,"block_until":"2026-07-31T23:30:00Z"}"#)
                == "2026-08-01T00:02:00Z")
        #expect(
            try wait(#"{"backoff_level":9,"block_until":"2026-07-31T22:30:00Z"}"#)
                == "2026-08-01T00:00:10Z")
    }

    @Test func `a usage document that shows room ends a block, one that shows none does not`()
        throws
    {
        func look(_ body: String) throws -> String? {
            try classified(
                #"{"provider":"claude","status":200,"phase":"usage","body":\#(body),"#
                    + #""now":1785542400,"prior":{"indefinite":true,"scope":"account"}}"#)["basis"]?
                .string
        }
        #expect(try look(#"{"five_hour":{"utilization":5}}"#) == "none")
        #expect(try look("{}") == "prior")
        #expect(try look(#"{"five_hour":{"utilization":100}}"#) == "prior")
    }

    @Test func `a success ends a model's block, not the account's`() throws {
        let until = #""block_until":"2026-08-01T01:00:00Z""#
        #expect(try outcome(200, "{\(until),\"scope\":\"model\"}")["basis"]?.string == "none")
        #expect(try outcome(200, "{\(until),\"scope\":\"account\"}")["basis"]?.string == "prior")
        #expect(try outcome(200, "{\(until),\"window\":\"7d\"}")["basis"]?.string == "prior")
    }
}
