import Kernel
import Operating
import Testing

struct ReaderThreadTests {
    @Test func `answers come from another thread, which rings for each`() throws {
        let reader = try ReaderThread(path: "/nowhere/ops.sock")
        var epoll = try Epoll()
        try reader.watch(by: epoll, token: 1)
        for _ in 0..<2 {
            reader.ask(.connect)
            #expect(try epoll.wait(atMost: 10_000_000_000) == 1)
            let answers = reader.takeAnswers()
            guard case .lost(let fault)? = answers.first, answers.count == 1 else {
                Issue.record("\(answers)")
                return
            }
            #expect(fault.status == .unavailable)
        }
    }
}
