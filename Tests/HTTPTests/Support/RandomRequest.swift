import HTTP
import Seeding

/// A valid request made at random, in one of its spellings.
struct RandomRequest {
    let method: String
    let target: String
    let isOld: Bool
    let fields: [(name: String, value: String)]
    let content: [UInt8]
    let text: [UInt8]

    init(using random: inout SeededRandom) {
        method = random.pick(["GET", "POST", "HEAD", "PUT", "OPTIONS", "x!#$%&'*+-.^_`|~9"])
        target = Self.target(&random)
        isOld = random.below(8) == 0
        content = random.chance() ? [] : random.text(0...200, of: Array(0...255))
        var fields = [(name: Self.cased("Host", &random), value: random.pick(Self.hosts))]
        for _ in 0..<random.below(6) {
            let name = random.text(1...12, of: Self.nameBytes)
            fields.append((String(decoding: name, as: UTF8.self), Self.value(&random)))
        }
        let isChunked = !isOld && !content.isEmpty && random.chance()
        if isChunked {
            fields.append(
                (Self.cased("Transfer-Encoding", &random), Self.cased("chunked", &random)))
        } else if !content.isEmpty || random.chance() {
            let zeros = String(repeating: "0", count: random.below(3))
            fields.append((Self.cased("Content-Length", &random), zeros + "\(content.count)"))
        }
        if isOld { fields.append(("Connection", "keep-alive")) }
        fields.shuffle(using: &random)
        self.fields = fields
        var text = Array("\(method) \(target) HTTP/1.\(isOld ? 0 : 1)\r\n".utf8)
        for field in fields { text += Self.line(field, &random) }
        text += Array("\r\n".utf8) + (isChunked ? Self.chunks(content, &random) : content)
        self.text = text
    }

    private static let hosts = ["a", "a.example:8080", "[::1]:80", "", "127.0.0.1:", "%61"]
    /// What a name may have, framing and Host being far from any of it.
    private static let nameBytes = Array("XYZxyz0189!#$%&'*+-.^_`|~".utf8)
    private static let valueBytes: [UInt8] = [0x09] + (0x20...0x7E) + (0x80...0xFF)
    private static let pathBytes = Array("abcXYZ019-_~!$&'()*+,;=:@".utf8)

    private static func value(_ random: inout SeededRandom) -> String {
        let text = String(decoding: random.text(0...24, of: valueBytes), as: UTF8.self)
        return String(
            text.drop { " \t".contains($0) }.reversed().drop { " \t".contains($0) }.reversed())
    }

    private static func target(_ random: inout SeededRandom) -> String {
        let path = (0...random.below(4)).map { _ in "/" + piece(&random) }.joined()
        return path + (random.chance() ? "" : "?" + piece(&random) + "?/" + piece(&random))
    }

    private static func piece(_ random: inout SeededRandom) -> String {
        let escape = random.pick(["", "%2F", "%e2%82%ac", "%00", "a.b", "..."])
        return String(decoding: random.text(0...6, of: pathBytes), as: UTF8.self) + escape
    }

    /// A word with each letter of either case.
    static func cased(_ word: String, _ random: inout SeededRandom) -> String {
        word.map { random.chance() ? $0.uppercased() : $0.lowercased() }.joined()
    }

    private static func line(
        _ field: (name: String, value: String), _ random: inout SeededRandom
    ) -> [UInt8] {
        let space = Array(" \t".utf8)
        return Array(field.name.utf8) + [UInt8(ascii: ":")] + random.text(0...2, of: space)
            + Array(field.value.utf8) + random.text(0...2, of: space) + Array("\r\n".utf8)
    }

    private static func chunks(_ content: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var chunks: [UInt8] = []
        var rest = content[...]
        while !rest.isEmpty {
            let piece = rest.prefix(random.below(40) + 1)
            rest = rest[piece.endIndex...]
            let zeros = String(repeating: "0", count: random.below(3))
            let size = zeros + cased(String(piece.count, radix: 16), &random)
            let note = random.pick(["", ";a", " ; b = c", #";q="x;\"y";z=1"#])
            chunks += Array("\(size)\(note)\r\n".utf8) + piece + Array("\r\n".utf8)
        }
        let trailers = random.pick(["", "X-Sum: 1\r\n", "Host: b\r\nContent-Length: 9\r\n"])
        return chunks + Array("0\r\n\(trailers)\r\n".utf8)
    }
}
