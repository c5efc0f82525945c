// Needs JSON and Wire.

import Wire

/// Feeds a stream to the frame reader whole, byte by byte and as the input splits it; each time it
/// must give what the plain reading of the specification gives.
///
/// The first byte chooses the limit, the second how the stream is made, the next sixteen where it
/// is split.
@c(LLVMFuzzerTestOneInput)
public func fuzzFrames(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var source = unsafe ByteSource(Array(UnsafeBufferPointer(start: start, count: count)))
    let limit = source.one(of: [8, 255, 4096, WireLimits.requestBytes])
    let isProgram = source.byte() & 1 == 1
    let cuts = source.take(16)
    let stream = isProgram ? StreamMaker.stream(&source, limit: limit) : source.rest()

    let expected = PlainFrames.read(stream, limit: limit)
    check(stream, cuts: [], limit: limit, expected)
    check(stream, cuts: cuts, limit: limit, expected)
    if stream.count <= 2048 {
        check(stream, cuts: [1], limit: limit, expected)
    }
    return 0
}

private func check(_ stream: [UInt8], cuts: [UInt8], limit: Int, _ expected: PlainFrames) {
    var feed = FrameFeed(limit: limit)
    feed.feed(stream, cuts: cuts)
    Law.require(feed.frames == expected.frames, "a split changes the frames")
    Law.require(feed.fault == expected.fault, "a split changes the fault")
    guard feed.fault == nil else { return }
    Law.require(feed.reader.unreadBytes == expected.restBytes, "bytes are lost or made up")
    Law.require(
        feed.reader.isInsideFrame == (expected.restBytes > 0), "a frame has begun, or has not")
}
