import Glibc
import Kernel
import Testing

/// The standard streams are the whole process's, so each test has one of its own.
struct StandardStreamTests {
    @Test func `what is written comes out whole, however slowly it is read`() async throws {
        let result = try #require(
            await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
                for number in 0..<1_000 { try StandardStream.output.write("line \(number)\n") }
            })
        let expected = (0..<1_000).map { "line \($0)\n" }.joined()
        #expect(String(decoding: result.standardOutputContent, as: UTF8.self).contains(expected))
    }

    @Test func `standard input is read to its end, up to a limit`() async {
        await #expect(processExitsWith: .success) {
            for (limit, isAllowed) in [(3, true), (2, false)] {
                var pipe = try Pipe()
                dup2(pipe.reader.number, 0)
                try pipe.writer?.writeAll([1, 2, 3])
                pipe.writer = nil
                if isAllowed {
                    #expect(try StandardStream.input.readAll(limit: limit) == [1, 2, 3])
                } else {
                    #expect(throws: Errno.fileTooLarge) {
                        try StandardStream.input.readAll(limit: limit)
                    }
                }
            }
        }
    }

    @Test func `output that nobody takes is an error, and the stream stays open`() async {
        await #expect(processExitsWith: .success) {
            let full = try File(opening: "/dev/full", for: .write)
            dup2(full.descriptor.number, 1)
            for _ in 0..<2 {
                #expect(throws: Errno.noSpace) { try StandardStream.output.write("x") }
            }
            Signals.ignoreBrokenPipes()
            let socket = try Pair().closeSecond()
            dup2(socket.descriptor.number, 1)
            #expect(throws: Errno.brokenPipe) { try StandardStream.output.write("x") }
        }
    }

    @Test func `a terminal is known, and how wide it is`() async {
        await #expect(processExitsWith: .success) {
            let pipe = try Pipe()
            dup2(pipe.reader.number, 0)
            #expect(!StandardStream.input.isTerminal)
            #expect(StandardStream.input.columns == nil)

            let terminal = try File(opening: "/dev/ptmx", for: .readWrite)
            dup2(terminal.descriptor.number, 0)
            #expect(StandardStream.input.isTerminal)
            #expect(StandardStream.input.columns == nil)
            var resizing = try ChildProcess(
                "stty", arguments: ["cols", "123"], descriptors: [0: terminal.descriptor.number])
            #expect(try resizing.wait() == .exited(0))
            #expect(StandardStream.input.columns == 123)
        }
    }

    @Test(arguments: [true, false], 0..<8)
    func `a stream that is closed gets a substitute, and one that is open stays`(
        isRefusing: Bool, closed: Int32
    ) async {
        await #expect(processExitsWith: .success) { [isRefusing, closed] in
            let isClosed = [0, 1, 2].map { closed >> $0 & 1 == 1 }
            let failure = isRefusing ? Errno.badDescriptor : nil
            let expected = isClosed.map {
                Found(failure: $0 ? failure : .noSpace, isInherited: true, isAtEnd: $0)
            }
            // The testing library's threads may open something in between, which then has the
            // number: that is seen seldom, and not again and again.
            let isMet = try (0..<100).contains { _ in
                try substitutes(isClosed, isRefusing ? .refusing : .discarding) == expected
            }
            #expect(isMet)
        }
    }
}

/// What a stream is found to do.
private struct Found: Equatable {
    let failure: Errno?
    /// Programs that are started get it.
    let isInherited: Bool
    let isAtEnd: Bool
}

/// Closes some of the streams, which are all full, and finds what they do when that was made good.
private func substitutes(
    _ isClosed: [Bool], _ substitute: StandardStream.Substitute
) throws -> [Found] {
    let streams = [StandardStream.input, .output, .error]
    let full = try File(opening: "/dev/full", for: .readWrite)
    for stream in streams { dup2(full.descriptor.number, stream.rawValue) }
    for (stream, isClosed) in zip(streams, isClosed) where isClosed { close(stream.rawValue) }
    try StandardStream.occupyClosed(substitute)
    return streams.map { stream in
        Found(
            failure: writeFailure(stream), isInherited: fcntl(stream.rawValue, F_GETFD) == 0,
            isAtEnd: (try? stream.readAll(limit: 0)) != nil)
    }
}

private func writeFailure(_ stream: StandardStream) -> Errno? {
    do throws(Errno) {
        try stream.write("x")
        return nil
    } catch {
        return error
    }
}
