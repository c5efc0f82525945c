import Foundation
import Leasing
import Providers
import Seeding
import Testing

@Suite struct CalendarTests {
    @Test(arguments: 0..<400 as Range<UInt64>)
    func `a point in time survives the way to a date and back`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let seconds = Int64.random(in: 0..<9_214_646_400, using: &random)
        let date = CivilDate(of: UnixTime(seconds: seconds))
        let time = Calendar.time(
            year: date.year, month: date.month, day: date.day,
            hour: date.hour, minute: date.minute, second: date.second)
        #expect(time == UnixTime(seconds: seconds))
    }

    @Test(arguments: 0..<400 as Range<UInt64>)
    func `dates agree with Foundation's calendar`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let seconds = Int64.random(in: 0..<9_214_646_400, using: &random)
        var calendar = Foundation.Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second],
            from: Date(timeIntervalSince1970: Double(seconds)))
        let date = CivilDate(of: UnixTime(seconds: seconds))
        #expect(
            [date.year, date.month, date.day].map { Int($0) } == [
                parts.year, parts.month, parts.day,
            ])
        #expect(
            [date.hour, date.minute, date.second].map { Int($0) } == [
                parts.hour, parts.minute, parts.second,
            ])
    }

    @Test func `dates that are not there are refused`() {
        #expect(Calendar.time(year: 2026, month: 2, day: 29) == nil)
        #expect(Calendar.time(year: 2100, month: 2, day: 29) == nil)
        #expect(Calendar.time(year: 2028, month: 2, day: 29) != nil)
        #expect(Calendar.time(year: 2026, month: 13, day: 1) == nil)
        #expect(Calendar.time(year: 2026, month: 4, day: 31) == nil)
        #expect(Calendar.time(year: 1969, month: 12, day: 31) == nil)
        #expect(Calendar.time(year: 2026, month: 1, day: 1, hour: 24) == nil)
    }

    @Test func `a leap second is the first of the next minute`() {
        #expect(
            Calendar.time(year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60)
                == Calendar.time(year: 2017, month: 1, day: 1))
    }

    @Test func `the next month begins on its first day, in December with the year`() {
        #expect(
            Calendar.startOfNextMonth(after: august) == Calendar.time(year: 2026, month: 9, day: 1))
        let silvester = UnixTime(seconds: 1_798_761_599)
        #expect(
            Calendar.startOfNextMonth(after: silvester)
                == Calendar.time(year: 2027, month: 1, day: 1))
    }
}
