import Leasing
import Testing

struct TallyTests {
    @Test func `each end of a lease is counted by itself`() {
        var tally = Tally()
        for (index, end) in Lease.End.allCases.enumerated() {
            for _ in 0...index { tally.countEnd(end) }
        }
        #expect(Lease.End.allCases.map { tally.count(of: $0) } == [1, 2, 3])
    }

    @Test func `each category of a report and each advice is counted by itself`() {
        for category in Finding.Category.allCases {
            for advice in Advice.allCases {
                var tally = Tally()
                tally.countReport(Report(), category, advice)
                for other in Finding.Category.allCases {
                    #expect(tally.results(of: other) == (other == category ? 1 : 0))
                }
                for other in Advice.allCases {
                    #expect(tally.count(of: other) == (other == advice ? 1 : 0))
                }
            }
        }
    }

    @Test func `a duration is counted in the phase of its report`() {
        for phase in Report.Phase.allCases {
            var tally = Tally()
            tally.countReport(Report(duration: .seconds(2), phase: phase), .ok, .none)
            tally.countReport(Report(phase: phase), .ok, .none)
            for other in Report.Phase.allCases {
                let durations = tally.durations(in: other)
                #expect(durations.count == (other == phase ? 1 : 0))
                #expect(durations.seconds == (other == phase ? 2 : 0))
            }
        }
    }

    @Test func `nobody can report a longer time than a lease lives`() {
        var tally = Tally()
        tally.countReport(Report(duration: .milliseconds(.max), phase: .end), .ok, .none)
        #expect(tally.durations(in: .end).seconds == 3600)
    }

    @Test func `pauses are counted by reason, and exhausted windows`() {
        for reason in Finding.Category.allCases {
            var tally = Tally()
            tally.countCooldown(reason)
            tally.countExhaustion()
            for other in Finding.Category.allCases {
                #expect(tally.cooldowns(because: other) == (other == reason ? 1 : 0))
            }
            #expect(tally.exhaustions == 1)
        }
    }

    @Test func `another attempt is a rotation, a repeat on the same account is none`() {
        var tally = Tally()
        tally.countGrant(for: Wish(provider: "p"), waited: .zero)
        #expect((tally.grants, tally.rotations) == (1, 0))
        tally.countGrant(for: Wish(provider: "p", attempt: 2), waited: .seconds(1))
        #expect((tally.grants, tally.rotations) == (2, 1))
        tally.countGrant(for: Wish(provider: "p", isRepeat: true, attempt: 2), waited: .zero)
        #expect((tally.grants, tally.rotations) == (3, 1))
        #expect(tally.waits.count == 3 && tally.waits.seconds == 1)
    }
}
