import Leasing
import Providers
import Testing

@Suite struct HTTPDateTests {
    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ])
    func `all three forms name the same moment`(text: String) {
        #expect(HTTPDate.parse(text, now: august) == UnixTime(seconds: 784_111_777))
    }

    @Test func `a short year lies at most fifty years ahead`() {
        let near = HTTPDate.parse("Friday, 06-Nov-76 08:49:37 GMT", now: august)
        #expect(near.map { CivilDate(of: $0).year } == 2076)
        let far = HTTPDate.parse("Sunday, 06-Nov-77 08:49:37 GMT", now: august)
        #expect(far.map { CivilDate(of: $0).year } == 1977)
    }

    @Test func `a padded day of two digits is read too`() {
        #expect(HTTPDate.parse("Sat Nov 16 08:49:37 2030", now: august) != nil)
    }

    @Test(arguments: [
        "", "60", "2030", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sun Nov 6",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT and more and more and more",
    ])
    func `anything else is no date`(text: String) {
        #expect(HTTPDate.parse(text, now: august) == nil)
    }
}
