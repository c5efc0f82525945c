import AccountClient
package import Kernel

/// A thread that asks the daemon, so that a daemon that is slow to answer never delays a key.
///
/// It lives as long as the program: a thread that waits for an answer cannot be told to end.
package struct ReaderThread {
    private let inquiries: Mailbox<Inquiry>
    private let answers: Mailbox<Answer>

    /// Starts it; it connects when it is asked to.
    package init(path: String) throws(Errno) {
        let (inquiries, answers) = (try Mailbox<Inquiry>(), try Mailbox<Answer>())
        (self.inquiries, self.answers) = (inquiries, answers)
        try Thread.start {
            var reader = PoolReader { () throws(ConnectionError) in
                try Connection.connect(to: path)
            }
            while (try? inquiries.wait()) != nil {
                for inquiry in inquiries.takeAll() { answers.post(reader.answer(inquiry)) }
            }
        }
    }

    /// Asks.
    package func ask(_ inquiry: Inquiry) {
        inquiries.post(inquiry)
    }

    /// What has been answered since the last call.
    package func takeAnswers() -> [Answer] {
        answers.takeAll()
    }

    /// Has a set of descriptors report when an answer is there.
    package func watch(by epoll: borrowing Epoll, token: UInt64) throws(Errno) {
        try answers.watch(by: epoll, token: token)
    }
}
