import Leasing
import Testing

struct MetricsTextProvidersTests {
    @Test func `every state of an account is there, those of none too`() {
        let samples = Bench(accounts: 3).samples()
        for state in AccountState.allCases {
            let name = #"accountd_accounts{provider="one",state="\#(state.rawValue)"}"#
            #expect(samples[name] == (state == .available ? 3 : 0), "\(name)")
        }
        #expect(samples[#"accountd_provider_info{provider="one",strategy="least_busy"}"#] == 1)
    }

    @Test func `what has happened is told by provider`() {
        let bench = Bench.eventful()
        let samples = bench.samples()
        for (name, count) in [
            (#"leases{provider="one"}"#, 0), (#"waiters{provider="one"}"#, 0),
            (#"grants_total{provider="one"}"#, 3), (#"rotations_total{provider="one"}"#, 0),
            (#"lease_ends_total{provider="one",end="released"}"#, 3),
            (#"select_wait_seconds_count{provider="one"}"#, 3),
            (#"results_total{provider="one",category="ok"}"#, 1),
            (#"results_total{provider="one",category="rate_limited"}"#, 1),
            (#"cooldowns_total{provider="one",reason="rate_limited"}"#, 1),
            (#"windows_exhausted_total{provider="one"}"#, 0),
        ] {
            #expect(samples["accountd_" + name] == count, "\(name)")
        }
        let verdicts = ["other", "same", "wait", "none"].compactMap {
            samples[#"accountd_verdicts_total{provider="one",verdict="\#($0)"}"#]
        }
        #expect(verdicts.count == 4 && verdicts.reduce(0, +) == 3)
    }

    @Test func `a phase in which nothing was reported has no histogram`() {
        let samples = Bench.eventful().samples()
        #expect(
            samples.labels["accountd_request_duration_seconds_count"]?["phase"]
                == ["headers", "mid_stream", "end"])
        #expect(!Bench().samples().has("accountd_request_duration_seconds_count"))
    }
}
