import Testing
import Wire

struct LeaseNameTests {
    @Test func `every name is read back from its spelling`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let name = LeaseName(high: generator.next(), low: generator.next())
            #expect(name.text.utf8.count == 22)
            #expect(LeaseName(Array(name.text.utf8)) == name)
        }
    }

    @Test func `the spelling is base64url without padding`() {
        #expect(LeaseName(high: 0, low: 0).text == "AAAAAAAAAAAAAAAAAAAAAA")
        #expect(LeaseName(high: .max, low: .max).text == "_____________________w")
        #expect(LeaseName(high: 0xfbff_0000_0000_0000, low: 1).text == "-_8AAAAAAAAAAAAAAAAAAQ")
    }

    @Test(arguments: [
        "", "A", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAé",
    ])
    func `another spelling is no name`(_ text: String) {
        #expect(LeaseName(Array(text.utf8)) == nil)
    }
}
