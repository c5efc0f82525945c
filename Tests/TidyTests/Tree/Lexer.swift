/// Splits Swift code into tokens, well enough for the house rules: it knows comments, strings of
/// every form, interpolation and names in backticks. It does not know regular expression literals,
/// which this project does not use.
struct Lexer {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var tokens: [Token] = []
    private var isAfterGap = true

    static func tokens(of text: String) -> [Token] {
        var lexer = Lexer(bytes: Array(text.utf8))
        lexer.readCode(untilClosing: false)
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads to the end or, inside an interpolation, behind the bracket that closes it.
    private mutating func readCode(untilClosing: Bool) {
        var depth = 0
        while let byte = peek() {
            if untilClosing, byte == UInt8(ascii: ")"), depth == 0 { return }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            readToken(byte)
        }
    }

    private mutating func readToken(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            advance()
            isAfterGap = true
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
            while let byte = peek(), byte != UInt8(ascii: "\n") { advance() }
            isAfterGap = true
        case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
            skipBlockComment()
        case UInt8(ascii: "\""):
            readString(hashes: 0)
        case UInt8(ascii: "#"):
            readHash()
        case UInt8(ascii: "`"):
            readQuotedName()
        case UInt8(ascii: "@") where isWord(peek(1)):
            readWord(from: place)
        case _ where isWord(byte):
            readWord(from: place)
        default:
            append(.sign, from: place, to: place + 1)
            advance()
        }
    }

    private mutating func readWord(from start: Int) {
        advance()
        while isWord(peek()) { advance() }
        append(.word, from: start, to: place)
    }

    private mutating func readQuotedName() {
        let start = place
        advance()
        while let byte = peek(), byte != UInt8(ascii: "`") { advance() }
        advance()
        append(.word, from: start, to: place)
    }

    /// Reads `#if`, `#expect` and their like as words, and what opens a raw string as that.
    private mutating func readHash() {
        var hashes = 1
        while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
        if peek(hashes) == UInt8(ascii: "\"") {
            place += hashes
            readString(hashes: hashes)
        } else {
            readWord(from: place)
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        while peek() != nil {
            let pair = (peek(), peek(1))
            if pair == (UInt8(ascii: "/"), UInt8(ascii: "*")) {
                depth += 1
                advance()
            } else if pair == (UInt8(ascii: "*"), UInt8(ascii: "/")) {
                depth -= 1
                advance()
            }
            advance()
            if depth == 0 { break }
        }
        isAfterGap = true
    }

    private mutating func readString(hashes: Int) {
        let index = tokens.count
        append(.string, from: place, to: place)
        let quotes = peek(1) == UInt8(ascii: "\"") && peek(2) == UInt8(ascii: "\"") ? 3 : 1
        place += quotes
        while let byte = peek() {
            if byte == UInt8(ascii: "\""), closes(quotes: quotes, hashes: hashes) {
                place += quotes + hashes
                return
            }
            if byte == UInt8(ascii: "\\"), follows(hashes, at: 1) {
                readEscape(hashes: hashes, string: index)
            } else {
                advance()
            }
        }
    }

    private mutating func readEscape(hashes: Int, string index: Int) {
        place += 1 + hashes
        guard peek() == UInt8(ascii: "(") else { return advance() }
        let string = tokens[index]
        tokens[index] = Token(
            kind: .interpolatedString, text: "", line: string.line,
            touchesPrevious: string.touchesPrevious)
        append(.sign, from: place, to: place + 1)
        advance()
        readCode(untilClosing: true)
        guard peek() != nil else { return }
        append(.sign, from: place, to: place + 1)
        advance()
    }

    private func closes(quotes: Int, hashes: Int) -> Bool {
        for offset in 0..<quotes where peek(offset) != UInt8(ascii: "\"") { return false }
        return follows(hashes, at: quotes)
    }

    private func follows(_ hashes: Int, at offset: Int) -> Bool {
        for step in 0..<hashes where peek(offset + step) != UInt8(ascii: "#") { return false }
        return true
    }

    private mutating func append(_ kind: Token.Kind, from start: Int, to end: Int) {
        let end = min(end, bytes.count)
        let text = start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
        tokens.append(Token(kind: kind, text: text, line: line, touchesPrevious: !isAfterGap))
        isAfterGap = false
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        place + offset < bytes.count ? bytes[place + offset] : nil
    }

    private mutating func advance() {
        if peek() == UInt8(ascii: "\n") { line += 1 }
        place += 1
    }

    private func isWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            return true
        default:
            return false
        }
    }
}
