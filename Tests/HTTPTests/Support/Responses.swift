import HTTP

/// Responses as a client reads them.
enum Responses {
    /// What a reader says of bytes that arrive in pieces; the methods are those of the requests.
    static func steps(
        _ pieces: [ArraySlice<UInt8>], to methods: [String] = ["GET"],
        limits: HTTPLimits = HTTPLimits(), closing: Bool = true
    ) -> [Step<ResponseHead>] {
        var reader = ResponseReader(answering: methods[0], limits: limits)
        var steps: [Step<ResponseHead>] = []
        var rest = methods.dropFirst()
        for piece in pieces {
            reader.append(piece)
            guard read(&reader, &rest, &steps) else { return steps }
        }
        if closing {
            reader.close()
            _ = read(&reader, &rest, &steps)
        }
        return steps
    }

    /// The same of one text.
    static func steps(
        _ text: String, to methods: [String] = ["GET"], limits: HTTPLimits = HTTPLimits(),
        closing: Bool = true
    ) -> [Step<ResponseHead>] {
        steps([Array(text.utf8)[...]], to: methods, limits: limits, closing: closing)
    }

    /// Reads all there is; whether the connection goes on.
    private static func read(
        _ reader: inout ResponseReader, _ methods: inout ArraySlice<String>,
        _ steps: inout [Step<ResponseHead>]
    ) -> Bool {
        do throws(HTTPFault) {
            while let event = try reader.next() {
                steps.add(event, from: reader.buffer)
                guard event == .end else { continue }
                guard let method = methods.popFirst(), reader.startNext(answering: method) else {
                    if !reader.persists { steps.append(.closed) }
                    return false
                }
            }
            return true
        } catch {
            steps.append(.fault(error))
            return false
        }
    }
}
