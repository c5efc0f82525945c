import Leasing
import Testing

struct MetricsTextTests {
    @Test func `every line is a head or a sample below its own`() {
        for bench in [Bench(), .eventful()] {
            let samples = bench.samples()
            #expect(samples.mistakes.isEmpty)
            #expect(samples.families.count > 15)
        }
    }

    @Test func `names have the prefix, and their kind's ending`() {
        for family in Bench().samples().families {
            #expect(family.name.hasPrefix("accountd_"))
            #expect(family.name.hasSuffix("_total") == (family.kind == "counter"))
            #expect(family.kind != "histogram" || family.name.hasSuffix("_seconds"))
            #expect(family.help.hasSuffix(".") && family.help.first?.isUppercase == true)
        }
    }

    @Test func `a histogram's buckets rise to its count`() throws {
        let samples = Bench.eventful().samples()
        let labels = #"provider="one",phase="end""#
        var former = 0
        for end in ["0.005", "1", "2.5", "600", "+Inf"] {
            let name = "accountd_request_duration_seconds_bucket{\(labels),le=\"\(end)\"}"
            let count = try #require(samples[name])
            #expect(count >= former)
            former = count
        }
        #expect(former == 1)
        #expect(samples["accountd_request_duration_seconds_count{\(labels)}"] == 1)
        #expect(samples.values["accountd_request_duration_seconds_sum{\(labels)}"] == "1.5")
    }
}
