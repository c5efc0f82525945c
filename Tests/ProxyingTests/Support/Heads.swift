import HTTP

/// Heads and targets as the reader makes them.
enum Heads {
    static func request(
        _ target: String, _ fields: [String] = [], method: String = "POST"
    ) throws -> RequestHead {
        var reader = RequestReader()
        let lines = ["\(method) \(target) HTTP/1.1", "Host: x"] + fields
        reader.append(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)[...])
        guard case .head(let head)? = try reader.next() else {
            throw Failure(description: "no head")
        }
        return head
    }

    static func target(_ target: String) throws -> RequestTarget { try request(target).target }
}
