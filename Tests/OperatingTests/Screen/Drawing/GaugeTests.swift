import Operating
import Testing

struct GaugeTests {
    @Test(arguments: 1...12)
    func `a bar is empty only when nothing is used, and full only when nothing is left`(cells: Int)
    {
        for used in 0...100 {
            let bar = Gauge.bar(Double(used), of: 100, cells: cells)
            #expect(bar.count == cells)
            #expect(bar.contains("█") == (used > 0 && cells > 1 || used == 100))
            #expect(bar.contains("░") == (used < 100))
        }
    }

    @Test func `numbers that make no sense make a bar all the same`() {
        #expect(Gauge.bar(.nan, of: 100, cells: 2) == "░░")
        #expect(Gauge.bar(-1, of: 100, cells: 2) == "░░")
        #expect(Gauge.bar(7, of: 0, cells: 2) == "██")
        #expect(Gauge.bar(1, of: 2, cells: 0).isEmpty)
    }

    @Test(arguments: [
        (0, "0%"), (0.2, "1%"), (1.9, "1%"), (99.9, "99%"), (100, "100%"), (1e300, ">999%"),
        (.nan, "0%"),
    ])
    func `percent are whole, and nothing is 0% or 100% that is not`(percent: Double, text: String) {
        #expect(Gauge.percent(percent) == text)
    }

    @Test(arguments: [
        (-1, "0s"), (1, "1s"), (59_000, "59s"), (60_000, "1m 00s"), (599_000, "9m 59s"),
        (600_000, "10m"), (3_599_000, "1h 00m"), (7_800_000, "2h 10m"), (86_400_000, "1d 00h"),
        (554_400_000, "6d 10h"), (86_400_000_000, "1000d"),
    ])
    func `a time has two units and at most seven characters`(milliseconds: Int64, text: String) {
        #expect(Gauge.span(milliseconds: milliseconds) == text)
        #expect(text.count <= 7)
    }
}
