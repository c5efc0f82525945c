/// The input's bytes, taken one after another as choices; when they are used up, every choice is
/// the first.
struct ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether nothing is left.
    var isEmpty: Bool { position == bytes.count }

    /// The next byte; zero at the end.
    mutating func byte() -> UInt8 {
        guard position < bytes.count else { return 0 }
        position += 1
        return bytes[position - 1]
    }

    /// A number below a bound of at most 256.
    mutating func number(below bound: Int) -> Int { Int(byte()) % bound }

    /// A number of two bytes.
    mutating func word() -> Int { Int(byte()) << 8 | Int(byte()) }

    /// One of a list.
    mutating func one<Element>(of list: [Element]) -> Element { list[number(below: list.count)] }

    /// The next bytes, fewer at the end.
    mutating func take(_ count: Int) -> [UInt8] {
        let end = min(position + count, bytes.count)
        defer { position = end }
        return Array(bytes[position..<end])
    }

    /// All that is left.
    mutating func rest() -> [UInt8] { take(bytes.count) }
}
