import JSON
import Testing

struct NameKeyTests {
    @Test(arguments: [1, 7, 8, 9, 15, 16, 17, 40])
    func `names that differ in one byte alone are told apart, whatever their length`(
        _ length: Int
    ) {
        let name = String(repeating: "a", count: length)
        for place in 0..<length {
            var other = Array(name)
            other[place] = "b"
            #expect(Texts.fault("{\"\(name)\":1,\"\(String(other))\":2}") == nil)
        }
        #expect(Texts.fault("{\"\(name)\":1,\"\(name)\":2}")?.kind == .duplicateKey)
        #expect(Texts.fault("{\"\(name)\":1,\"\(name)a\":2}") == nil)
    }

    @Test func `an escaped name is the name that it stands for`() {
        #expect(Texts.fault(#"{"abcdefghij":1,"abcdefgh\u0069j":2}"#)?.kind == .duplicateKey)
        let long = "abcdefghijklmnopqrstuvw"
        #expect(Texts.fault("{\"\(long)\":1,\"\\u0061\(long.dropFirst())\":2}") != nil)
    }
}
