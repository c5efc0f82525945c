import HTTP
import Testing

struct CharactersTests {
    @Test func `a name is made of token characters alone`() {
        // RFC 9110, section 5.6.2, spelt out.
        let marks = "!#$%&'*+-.^_`|~"
        for byte in UInt8.min...UInt8.max {
            let character = Character(Unicode.Scalar(byte))
            let isToken =
                byte < 0x80
                && (character.isLetter || character.isNumber || marks.contains(character))
            var fields = Fields()
            let isTaken = (try? fields.append("a\(character)", "b")) != nil
            #expect(isTaken == isToken, "\(byte)")
        }
    }

    @Test func `a value is made of all but controls`() {
        for byte in UInt8.min...0x7F {
            var fields = Fields()
            let isTaken = (try? fields.append("a", "b\(Character(Unicode.Scalar(byte)))c")) != nil
            #expect(isTaken == (byte == 0x09 || 0x20...0x7E ~= byte), "\(byte)")
        }
    }

    @Test func `a path has the characters of RFC 3986 and no other, unless escaped`() {
        let marks = "-._~!$&'()*+,;=:@/"
        for byte in UInt8(0x21)...0xFF where byte != UInt8(ascii: "?") {
            let character = Character(Unicode.Scalar(byte))
            let isPath =
                byte < 0x80
                && (character.isLetter || character.isNumber || marks.contains(character))
            let bytes = Array("GET /a".utf8) + [byte] + Array("a HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            let fault = Requests.steps([bytes[...]]).fault()
            let expected: HTTPFault? = byte == 0x7F ? .controlByte : isPath ? nil : .malformedTarget
            #expect(fault == expected, "\(byte)")
        }
    }

    @Test func `hexadecimal digits have either case`() {
        for digit in "0123456789abcdefABCDEF" {
            #expect((try? Requests.head(for: "/%4\(digit)")) != nil)
        }
        for digit in "gG:@`/" { #expect((try? Requests.head(for: "/%4\(digit)")) == nil) }
    }
}
