import Leasing
import Serving
import Testing
import Wire

struct TranslationTests {
    @Test(arguments: [
        (#"{"provider":"nobody"}"#, ErrorReason.unknownProvider),
        (#"{"provider":"one","model":"other"}"#, .unknownModel),
        (#"{"provider":"one","account":"nobody"}"#, .unknownAccount),
        (#"{"provider":"one","exclude":["a"]}"#, .noEligibleAccount),
        (#"{"provider":"one","retry_of":"AAAAAAAAAAAAAAAAAAAAAA"}"#, .leaseUnknown),
        (#"{"provider":"one","retry_of":"x"}"#, .leaseUnknown),
    ])
    func `a refusal of the pool is answered with the reason of the same name`(
        _ params: String, _ reason: ErrorReason
    ) {
        let bench = Bench(Inventory(entries: [Bench.entry("a", models: ["m"])]))
        let answer = bench.call(bench.connect(), "Select", params)
        #expect(answer["error.data.reason"] == reason.rawValue)
        #expect(answer["error.code"] == "\(reason.code)")
    }

    @Test func `a request that is excluded names how many accounts stand where`() {
        let bench = Bench(accounts: 3)
        let answer = bench.call(
            bench.connect(), "Select", #"{"provider":"one","exclude":["a","b","c"]}"#)
        #expect(answer["error.data.blocked.excluded"] == "3")
        #expect(answer["error.data.total"] == "3")
    }

    @Test func `a lease has one name on both sides`() {
        let id = Lease.ID(high: 1, low: 2)
        #expect(id.text == LeaseName(high: 1, low: 2).text)
    }
}
