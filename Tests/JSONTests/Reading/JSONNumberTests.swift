import JSON
import Seeding
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

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a number of any spelling is what Swift's decimal conversion makes of it`(
        _ seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<200 {
            let text = Self.spelling(&random)
            let double = try #require(Double(text))
            #expect(try number(text).double == (double.isFinite ? double : nil), "\(text)")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `an integer is the same however its point is moved`(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let limit = JSONLimits.integer
        for _ in 0..<100 {
            let bits = Int.random(in: 1...53, using: &random)
            let integer = Int64.random(in: 0..<(1 << bits), using: &random)
            let zeros = String(repeating: "0", count: Int.random(in: 0...40, using: &random))
            let shift = Int.random(in: 1...30, using: &random)
            let point = String(repeating: "0", count: shift)
            for text in [
                "\(integer)", "\(integer).0\(zeros)", "\(integer)\(point)e-\(shift)",
                "\(integer).\(zeros)0e0", "\(integer)e+00",
                "0.\(point)\(integer)E\(shift + String(integer).utf8.count)",
            ] {
                #expect(try number(text).integer == integer, "\(text)")
                #expect(try number("-\(text)").integer == -integer, "\(text)")
            }
            #expect(integer <= limit)
            #expect(try number("\(integer / 2).\(zeros)1").asInteger == .fractional)
            #expect(try number("\(limit + 1 + integer)").asInteger == .outOfRange)
        }
    }

    @Test func `what is too small for a double is zero and what is too large is none`() throws {
        #expect(try number("1e-400").double == 0)
        #expect(try number("-1e-99999999999").double == 0)
        #expect(try number("0e99999999999").double == 0)
        #expect(try number("-1e99999999999").double == nil)
        let digits = String(repeating: "7", count: 200)
        #expect(try number("0.\(digits)e-900").double == 0)
        #expect(try number("\(digits)e900").double == nil)
        #expect(try number("1.7976931348623159e308").double == nil)
    }

    /// One to thirty digits on either side of the point, and powers that a double mostly holds.
    private static func spelling(_ random: inout SeededRandom) -> String {
        let digits = { (random: inout SeededRandom) in
            (0..<Int.random(in: 1...30, using: &random)).map { _ in
                String(Int.random(in: 0...9, using: &random))
            }.joined()
        }
        var text = Bool.random(using: &random) ? "-" : ""
        text += Bool.random(using: &random) ? "0" : "\(Int.random(in: 1...9, using: &random))"
        if !text.hasSuffix("0"), Bool.random(using: &random) { text += digits(&random) }
        if Bool.random(using: &random) { text += "." + digits(&random) }
        if Bool.random(using: &random) { text += "e\(Int.random(in: -340...320, using: &random))" }
        return text
    }
}
