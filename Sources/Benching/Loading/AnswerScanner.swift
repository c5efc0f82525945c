/// Finds in an answer what a load needs of it, without parsing: it must cost next to nothing.
package enum AnswerScanner {
    private static let errorStart = Array("{\"error\"".utf8)
    private static let idName = Array("\"id\":".utf8)
    private static let leaseName = Array("\"lease_id\":\"".utf8)

    /// Whether an answer is an error: the daemon writes that member first.
    @inline(__always)
    package static func isError(_ bytes: [UInt8], _ frame: Range<Int>) -> Bool {
        matches(errorStart, bytes, at: frame.lowerBound, frame)
    }

    /// The number behind the first `"id":`, which the daemon writes first unless it is an error;
    /// `nil` when there is none.
    @inline(__always)
    package static func id(_ bytes: [UInt8], _ frame: Range<Int>) -> Int? {
        let usual = frame.lowerBound + 1
        let start =
            matches(idName, bytes, at: usual, frame) ? usual : find(idName, bytes, frame)
        guard let start else { return nil }
        var id = 0
        var index = start + idName.count
        while index < frame.upperBound, case let digit = bytes[index] &- 0x30, digit < 10 {
            id = id &* 10 &+ Int(digit)
            index += 1
        }
        return id
    }

    /// Where the lease's name stands; it is looked for at the offset of the last one first.
    @inline(__always)
    package static func lease(
        _ bytes: [UInt8], _ frame: Range<Int>, hint: inout Int
    ) -> Range<Int>? {
        if !matches(leaseName, bytes, at: frame.lowerBound + hint, frame) {
            guard let found = find(leaseName, bytes, frame) else { return nil }
            hint = found - frame.lowerBound
        }
        let start = frame.lowerBound + hint + leaseName.count
        var end = start
        while end < frame.upperBound, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        return start..<end
    }

    @inline(__always)
    private static func matches(
        _ word: [UInt8], _ bytes: [UInt8], at start: Int, _ frame: Range<Int>
    ) -> Bool {
        guard start + word.count <= frame.upperBound else { return false }
        for index in word.indices where bytes[start + index] != word[index] { return false }
        return true
    }

    private static func find(_ word: [UInt8], _ bytes: [UInt8], _ frame: Range<Int>) -> Int? {
        var start = frame.lowerBound
        while start + word.count <= frame.upperBound {
            if bytes[start] == word[0], matches(word, bytes, at: start, frame) { return start }
            start += 1
        }
        return nil
    }
}
