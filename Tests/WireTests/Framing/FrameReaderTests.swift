import Testing
import Wire

struct FrameReaderTests {
    private enum Event: Equatable {
        case frame(String)
        case goaway(GoawayReason)
    }

    /// What a reader makes of bytes that arrive in pieces.
    private func events(_ pieces: [ArraySlice<UInt8>], limit: Int = 64) -> [Event] {
        var reader = FrameReader(limit: limit)
        var events: [Event] = []
        for piece in pieces {
            reader.append(Array(piece))
            do throws(GoawayReason) {
                while let frame = try reader.next() {
                    events.append(.frame(String(decoding: reader.buffer[frame], as: UTF8.self)))
                }
            } catch {
                return events + [.goaway(error)]
            }
            reader.compact()
        }
        return events
    }

    private func bytewise(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.indices.map { bytes[$0...$0] }
    }

    private static let streams: [[UInt8]] = [
        Bytes.frame("{}"),
        Bytes.frame("{}") + Bytes.frame(#"{"a":1}"#) + Bytes.frame("x"),
        Bytes.frame(String(repeating: " ", count: 64)),
        Bytes.frame("{}") + [0, 0, 0, 0],
        Bytes.frame("{}") + [0, 0, 0, 65],
        Bytes.frame("{}") + [0xff, 0xff, 0xff, 0xff],
        Array("GET / HTTP/1.1\r\n\r\n".utf8),
        Array("{\"jsonrpc\":\"2.0\"}\n".utf8),
        [0x16, 0x03, 0x01, 0x02, 0x00],
        Array("*".utf8) + [0, 0, 0],
        Bytes.frame("{}") + [0, 0],
    ]

    @Test(arguments: streams)
    func `any split of the same bytes gives the same frames and the same end`(_ bytes: [UInt8]) {
        let whole = events([bytes[...]])
        #expect(events(bytewise(bytes)) == whole)
        for cut in bytes.indices {
            #expect(events([bytes[..<cut], bytes[cut...]]) == whole, "cut at \(cut)")
        }
    }

    @Test func `a frame of the limit is read and one above it is refused by its header`() {
        #expect(events([Bytes.frame(String(repeating: " ", count: 64))[...]]).count == 1)
        #expect(events([[0, 0, 0, 65][...]]) == [.goaway(.frameTooLarge)])
    }

    @Test func `an empty frame, an odd type and text are told apart`() {
        #expect(events([[0, 0, 0, 0][...]]) == [.goaway(.zeroLengthFrame)])
        #expect(events([[1, 0, 0, 4][...]]) == [.goaway(.badFrameType)])
        #expect(events([Array("GET ".utf8)[...]]) == [.goaway(.notAFrame)])
    }

    @Test func `a part of a frame is no frame, and is known to have begun`() {
        var reader = FrameReader(limit: 64)
        reader.append([0, 0])
        #expect((try? reader.next()) == .some(nil))
        #expect(reader.isInsideFrame)
        #expect(!reader.hasFrame)
        reader.append([0, 1, 0x20])
        #expect(reader.hasFrame)
    }

    @Test func `what was handed out is dropped and what was not stays`() throws {
        var reader = FrameReader(limit: 64)
        reader.append(Bytes.frame("{}") + [0, 0, 0])
        _ = try reader.next()
        reader.compact()
        #expect(reader.unreadBytes == 3)
        reader.append([2] + Array("[]".utf8))
        let range = try #require(try reader.next())
        #expect(Array(reader.buffer[range]) == Array("[]".utf8))
    }
}
