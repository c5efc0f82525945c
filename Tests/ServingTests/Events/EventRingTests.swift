import Serving
import Testing
import Wire

struct EventRingTests {
    /// Makes so many events: a reload each.
    private func bench(events count: Int) -> Bench {
        let bench = Bench(accounts: 0)
        for _ in 0..<count { bench.adopt([]) }
        return bench
    }

    private func numbers(_ bench: Bench, _ params: String) -> [Int] {
        bench.events(params).compactMap { $0["seq"].flatMap { Int($0) } }
    }

    @Test(arguments: [0, 1, 2, 1023, 1024, 1025, 3000])
    func `the latest are remembered, in order, whatever went before`(count: Int) {
        let bench = bench(events: count)
        let first = max(1, count - WireLimits.events + 1)
        let wanted = count == 0 ? [] : Array(first...count)
        #expect(numbers(bench, #"{"limit":1024}"#) == wanted)
        #expect(numbers(bench, #"{"after_seq":0,"limit":1024}"#) == wanted)
    }

    @Test(arguments: [5, 1024, 2500])
    func `a page goes on behind a number, the oldest first`(count: Int) {
        let bench = bench(events: count)
        for after in [0, 1, count - 3, count - 1, count, count + 7] {
            let first = max(after, count - WireLimits.events)
            let wanted = first < count ? Array((first + 1...count).prefix(2)) : []
            #expect(numbers(bench, #"{"after_seq":\#(after),"limit":2}"#) == wanted)
        }
    }

    @Test func `pages put together are all that is remembered`() {
        let bench = bench(events: 1500)
        var (found, after) = ([Int](), 0)
        while case let page = numbers(bench, #"{"after_seq":\#(after)}"#), !page.isEmpty {
            found += page
            after = page[page.count - 1]
        }
        #expect(found == Array(477...1500))
    }
}
