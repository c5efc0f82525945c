import Kernel
import Testing

struct MailboxTests {
    @Test func `messages come in order, each once`() throws {
        let mailbox = try Mailbox<Int>()
        #expect(mailbox.takeAll().isEmpty)
        for number in 0..<3 { mailbox.post(number) }
        #expect(mailbox.takeAll() == [0, 1, 2])
        #expect(mailbox.takeAll().isEmpty)
    }

    @Test func `who waits is woken by a message of another thread`() throws {
        let mailbox = try Mailbox<Int>()
        try Thread.start { mailbox.post(7) }
        try mailbox.wait()
        #expect(mailbox.takeAll() == [7])
    }

    @Test func `a set of descriptors tells that messages wait, until they are taken`() throws {
        let mailbox = try Mailbox<Int>()
        var epoll = try Epoll()
        try mailbox.watch(by: epoll, token: 4)
        #expect(try epoll.wait(atMost: 0) == 0)
        mailbox.post(1)
        mailbox.post(2)
        #expect(try epoll.wait(atMost: 0) == 1)
        #expect(epoll.event(at: 0).token == 4)
        _ = mailbox.takeAll()
        #expect(try epoll.wait(atMost: 0) == 0)
    }
}
