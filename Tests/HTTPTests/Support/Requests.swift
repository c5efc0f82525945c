import HTTP

/// Requests as a server reads them.
enum Requests {
    /// What a reader says of bytes that arrive in pieces; it goes on after each request.
    static func steps(
        _ pieces: [ArraySlice<UInt8>], limits: HTTPLimits = HTTPLimits(), closing: Bool = true
    ) -> [Step<RequestHead>] {
        var reader = RequestReader(limits: limits)
        var steps: [Step<RequestHead>] = []
        for piece in pieces {
            reader.append(piece)
            guard read(&reader, &steps) else { return steps }
        }
        if closing {
            reader.close()
            _ = read(&reader, &steps)
        }
        return steps
    }

    /// The same of one text.
    static func steps(
        _ text: String, limits: HTTPLimits = HTTPLimits(), closing: Bool = true
    ) -> [Step<RequestHead>] {
        steps([Array(text.utf8)[...]], limits: limits, closing: closing)
    }

    /// A head of lines without their ends.
    static func text(_ lines: [String]) -> String { lines.map { $0 + "\r\n" }.joined() + "\r\n" }

    /// The head of lines without their ends, for which a request is expected.
    static func head(_ lines: String...) throws(HTTPFault) -> RequestHead {
        var reader = RequestReader()
        reader.append(Array(text(lines).utf8)[...])
        guard case .head(let head)? = try reader.next() else { throw .incomplete }
        return head
    }

    /// The head of a request for a target.
    static func head(for target: String) throws(HTTPFault) -> RequestHead {
        try head("GET \(target) HTTP/1.1", "Host: a")
    }

    /// Why a head of lines without their ends is refused.
    static func fault(_ lines: String...) -> HTTPFault? { steps(text(lines)).fault() }

    /// Why chunks behind a good head are refused.
    static func fault(inChunks chunks: String, limits: HTTPLimits = HTTPLimits()) -> HTTPFault? {
        steps(chunked + chunks, limits: limits).fault()
    }

    /// A head that chunks follow.
    static let chunked = text(["POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked"])

    /// Reads all there is; whether the connection goes on.
    private static func read(
        _ reader: inout RequestReader, _ steps: inout [Step<RequestHead>]
    ) -> Bool {
        do throws(HTTPFault) {
            while let event = try reader.next() {
                steps.add(event, from: reader.buffer)
                guard event == .end, !reader.startNext() else { continue }
                steps.append(.closed)
                return false
            }
            return true
        } catch {
            steps.append(.fault(error))
            return false
        }
    }
}
