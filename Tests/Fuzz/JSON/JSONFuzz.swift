// Needs JSON, and Foundations.swift of its tests.

import JSON

/// Feeds a text to all readers of JSON: they agree with each other, with Foundation and with the
/// bounds, and what is accepted survives being written and read again.
@c(LLVMFuzzerTestOneInput)
public func fuzzJSON(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do throws(JSONFault) {
        let value = try JSONValue.parse(text)
        Bounds.check(value)
        Edges.check(value, of: text)
        RoundTrip.check(value, of: text)
        Decoding.check(value, of: text)
        Differences.check(value, of: text)
    } catch {
        Law.require((0...text.count).contains(error.offset), "a fault lies outside the text")
        Bounds.check(error, in: text)
        Differences.check(error, in: text)
        Decoding.check(error, in: text)
    }
    Cutting.check(text)
    return 0
}
