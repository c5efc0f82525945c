import Seeding

/// Changes a JSON text as a slip of the hand would, token by token.
struct MutatedText {
    private var tokens: [[UInt8]] = []
    private static let strays = [
        "{", "}", "[", "]", ",", ":", "null", "true", "-1", "1e999", "\"\"", "\"id\"", "\"claude\"",
        "\"file\"", "\"kind\"", "\u{0}", "\"\\u202e\"", "\"\\ud800\"", "//", "\n", "\"a/../b\"",
    ].map { Array($0.utf8) }

    init(_ text: String) {
        var token: [UInt8] = []
        var isString = false
        for byte in text.utf8 {
            let isQuote = byte == UInt8(ascii: "\"")
            let isMark = "{}[],:\n ".utf8.contains(byte)
            if isString || (!isMark && !isQuote) {
                token.append(byte)
                if isString, isQuote { isString = false } else { continue }
            } else if !token.isEmpty {
                tokens.append(token)
                token = []
            }
            if isQuote, token.isEmpty {
                token = [byte]
                isString = true
            } else {
                tokens.append(token.isEmpty ? [byte] : token)
                token = []
            }
        }
    }

    mutating func mutate(using random: inout SeededRandom) {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let (one, other) = (place(&random), place(&random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: tokens.remove(at: one)
            case 1: tokens.insert(tokens[other], at: one)
            case 2: tokens.swapAt(one, other)
            case 3: tokens[one] = tokens[other]
            case 4:
                tokens[one] = Self.strays[Int.random(in: 0..<Self.strays.count, using: &random)]
            default: tokens.insert([UInt8.random(in: 0...255, using: &random)], at: one)
            }
        }
        if Int.random(in: 0..<10, using: &random) == 0 { tokens.removeLast(place(&random)) }
    }

    var bytes: [UInt8] { Array(tokens.joined()) }

    private func place(_ random: inout SeededRandom) -> Int {
        Int.random(in: 0..<max(1, tokens.count), using: &random)
    }
}
