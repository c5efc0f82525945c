import Leasing

extension MetricsText {
    /// Writes how providers stand.
    mutating func appendStanding(of providers: [ProviderTally]) {
        begin("provider_info", .gauge, "How a provider's accounts are chosen, always 1.")
        for provider in providers {
            sample(["provider": provider.provider, "strategy": provider.strategy.rawValue], 1)
        }
        begin("accounts", .gauge, "Accounts by the state that they are in.")
        for provider in providers {
            for state in AccountState.allCases {
                sample(
                    ["provider": provider.provider, "state": state.rawValue],
                    provider.counts[state])
            }
        }
        begin("leases", .gauge, "Leases that live.")
        for provider in providers { sample(["provider": provider.provider], provider.leases) }
        begin("waiters", .gauge, "Selects that wait for an account.")
        for provider in providers { sample(["provider": provider.provider], provider.waiters) }
    }

    /// Writes what was lent, and for how long it was waited for.
    mutating func appendLending(of providers: [ProviderTally]) {
        begin("grants_total", .counter, "Leases granted.")
        for provider in providers {
            sample(["provider": provider.provider], provider.tally.grants)
        }
        begin("rotations_total", .counter, "Leases granted for another attempt of a request.")
        for provider in providers {
            sample(["provider": provider.provider], provider.tally.rotations)
        }
        begin("lease_ends_total", .counter, "Leases that have ended, by how.")
        for provider in providers {
            for end in Lease.End.allCases {
                sample(
                    ["provider": provider.provider, "end": end.rawValue],
                    provider.tally.count(of: end))
            }
        }
        begin("select_wait_seconds", .histogram, "How long granted Selects had waited.")
        for provider in providers {
            append(provider.tally.waits, ["provider": provider.provider])
        }
    }

    /// Writes what upstreams have answered.
    mutating func appendResults(of providers: [ProviderTally]) {
        begin("results_total", .counter, "Reports by what was found.")
        for provider in providers {
            for category in Finding.Category.allCases {
                sample(
                    ["provider": provider.provider, "category": category.rawValue],
                    provider.tally.results(of: category))
            }
        }
        begin("verdicts_total", .counter, "Reports by what the client was told to do.")
        for provider in providers {
            for advice in Advice.allCases {
                sample(
                    ["provider": provider.provider, "verdict": advice.rawValue],
                    provider.tally.count(of: advice))
            }
        }
        begin(
            "request_duration_seconds", .histogram,
            "How long upstreams took, as clients reported it, by the phase of the report.")
        for provider in providers {
            for phase in Report.Phase.allCases {
                let durations = provider.tally.durations(in: phase)
                guard durations.count > 0 else { continue }
                append(durations, ["provider": provider.provider, "phase": phase.rawValue])
            }
        }
    }

    /// Writes what has kept accounts from being lent.
    mutating func appendBlocks(of providers: [ProviderTally]) {
        begin("cooldowns_total", .counter, "Cooldowns opened or lengthened, by reason.")
        for provider in providers {
            for reason in Finding.Category.allCases where reason.mayPause {
                sample(
                    ["provider": provider.provider, "reason": reason.rawValue],
                    provider.tally.cooldowns(because: reason))
            }
        }
        begin("windows_exhausted_total", .counter, "Quota windows found to have nothing left.")
        for provider in providers {
            sample(["provider": provider.provider], provider.tally.exhaustions)
        }
    }

    private mutating func append(
        _ histogram: Histogram, _ labels: KeyValuePairs<String, String>
    ) {
        self.histogram(
            labels, bounds: Histogram.bounds.map { Double($0.nanoseconds) / 1e9 },
            cumulative: histogram.cumulative, sum: histogram.seconds)
    }
}
