import Kernel
import Testing

/// The zone is the whole process's, so each test has one of its own.
struct LocalTimeTests {
    @Test(arguments: [("UTC0", 0), ("TST-5:30", 19_800), ("TST8", -28_800)])
    func `local time is ahead of UTC by what the zone says`(zone: String, seconds: Int) async {
        await #expect(processExitsWith: .success) { [zone, seconds] in
            try CurrentProcess.setEnvironment("TZ", to: zone)
            for time in [0, 1_700_000_000, -1] as [Int64] {
                #expect(Clock.secondsEastOfUTC(at: time) == seconds)
            }
        }
    }

    @Test func `summer time counts in summer`() async {
        await #expect(processExitsWith: .success) {
            try CurrentProcess.setEnvironment("TZ", to: "CET-1CEST,M3.5.0,M10.5.0/3")
            // 15 January and 15 July 2026.
            #expect(Clock.secondsEastOfUTC(at: 1_768_435_200) == 3_600)
            #expect(Clock.secondsEastOfUTC(at: 1_784_073_600) == 7_200)
        }
    }
}
