import JSON
import Testing

struct JSONNumberTests {
    private func number(_ text: String) throws -> JSONNumber {
        var reader = JSONReader(Array(text.utf8))
        return try reader.readNumber()
    }

    @Test(arguments: [
        ("1000", JSONNumber.Integer.exact(1000)), ("1000.0", .exact(1000)), ("1e3", .exact(1000)),
        ("1.5e1", .exact(15)), ("10e-1", .exact(1)), ("-0", .exact(0)), ("0e999", .exact(0)),
        ("9007199254740991", .exact(9_007_199_254_740_991)), ("9007199254740992", .outOfRange),
        ("-9007199254740992", .outOfRange), ("1e400", .outOfRange), ("1e400000000", .outOfRange),
        ("1.5", .fractional), ("1e-400", .fractional),
        ("1.0000000000000000000000001", .fractional),
        ("123456789012345678901234567890", .outOfRange),
    ])
    func `a number is an integer by its value, not by its spelling`(
        _ text: String, _ integer: JSONNumber.Integer
    ) throws {
        #expect(try number(text).asInteger == integer)
    }

    @Test func `a double is the nearest one`() throws {
        for text in ["0.1", "1.7976931348623157e308", "4.9e-324", "123456789.123456789e-7", "-2.5"]
        {
            #expect(try number(text).double == Double(text), "\(text)")
        }
        let long = "0." + String(repeating: "123456789", count: 20)
        #expect(try number(long).double == Double(long))
        #expect(try number("1e400").double == nil)
    }
}
