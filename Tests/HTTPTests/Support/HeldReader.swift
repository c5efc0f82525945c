import HTTP

/// A request reader whose verbs can stand in an expectation.
final class HeldReader {
    private(set) var reader: RequestReader

    init(limits: HTTPLimits = HTTPLimits()) { reader = RequestReader(limits: limits) }

    func append(_ text: String) { reader.append(Array(text.utf8)[...]) }
    func append(_ bytes: [UInt8]) { reader.append(bytes[...]) }
    func close() { reader.close() }
    func next() throws(HTTPFault) -> RequestReader.Event? { try reader.next() }
    func startNext() -> Bool { reader.startNext() }
}
