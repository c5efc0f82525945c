import HTTP
import Testing

struct EscapesTests {
    @Test func `every escape of two digits is kept and every other byte behind the sign refused`() {
        for high in UInt8(0x21)...0x7E {
            for low in UInt8(0x21)...0x7E {
                let digits = [high, low].map { Character(Unicode.Scalar($0)) }
                let isEscape = digits.allSatisfy(\.isHexDigit)
                // A query has no dot segments.
                let head = try? Requests.head(for: "/?%" + String(digits))
                #expect((head != nil) == isEscape, "%\(String(digits))")
            }
        }
    }

    @Test func `an escape that is cut by the end is refused`() {
        for text in ["/%", "/%4", "/?%", "/?%4", "/a%?b", "/a%4?1"] {
            #expect((try? Requests.head(for: text)) == nil, "\(text)")
        }
    }
}
