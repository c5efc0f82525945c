import Foundation
import HTTP
import Kernel
import Synchronization

/// An upstream of this process that does what a script says, one thread a connection.
final class ScriptedUpstream: Sendable {
    /// What the upstream does with one request.
    enum Step: Sendable {
        case send(String)
        case wait(DispatchSemaphore)
        case signal(DispatchSemaphore)
        case close
    }

    struct Seen: Sendable {
        let head: RequestHead
        let body: [UInt8]
        let connection: Int
    }

    let address: String
    private let state: Mutex<[Seen]> = Mutex([])
    private let script: @Sendable (Seen) -> [Step]
    private let isStopped = Mutex(false)

    var seen: [Seen] { state.withLock { $0 } }

    init(_ script: @escaping @Sendable (Seen) -> [Step]) throws {
        self.script = script
        let listener = try StreamListener.listen(
            at: InternetAddress("127.0.0.1:0").required())
        address = try listener.address.required().description
        let box = ListenerBox(listener)
        try Kernel.Thread.start { [weak self] in
            var number = 0
            while true {
                guard (try? box.listener.wait()) != nil else { return }
                guard let upstream = self, !upstream.isStopped.withLock({ $0 }) else { return }
                guard let socket = try? box.listener.accept() else { continue }
                number += 1
                let connection = SocketBox(socket)
                let mine = number
                try? Kernel.Thread.start { upstream.serve(connection, mine) }
            }
        }
    }

    private func serve(_ connection: SocketBox, _ number: Int) {
        var reader = RequestReader()
        var head: RequestHead?
        var body: [UInt8] = []
        while true {
            do {
                while let event = try reader.next() {
                    switch event {
                    case .head(let found): head = found
                    case .body(let range): body += reader.buffer[range]
                    case .end:
                        guard let whole = head else { return }
                        let seen = Seen(head: whole, body: body, connection: number)
                        state.withLock { $0.append(seen) }
                        body = []
                        guard play(script(seen), connection), reader.startNext() else { return }
                    }
                }
                guard let bytes = connection.awaitBytes() else { return }
                reader.append(bytes[...])
            } catch {
                return
            }
        }
    }

    private func play(_ steps: [Step], _ connection: SocketBox) -> Bool {
        for step in steps {
            switch step {
            case .send(let text): connection.send(Array(text.utf8))
            case .wait(let semaphore): semaphore.wait()
            case .signal(let semaphore): semaphore.signal()
            case .close: return false
            }
        }
        return true
    }
}

final class ListenerBox: Sendable {
    let listener: StreamListener
    init(_ listener: consuming StreamListener) { self.listener = listener }
}

final class SocketBox: Sendable {
    let socket: StreamSocket
    init(_ socket: consuming StreamSocket) { self.socket = socket }

    /// What comes next; nothing at the end. No thread of the pool waits for it: the upstream's
    /// answers come by threads of that pool.
    func receive(within nanoseconds: UInt64) async -> [UInt8]? {
        await elsewhere { self.awaitBytes(within: nanoseconds) }
    }

    /// What comes next; nothing at the end.
    func awaitBytes(within nanoseconds: UInt64? = nil) -> [UInt8]? {
        var bytes: [UInt8] = []
        while true {
            guard let ready = try? socket.wait(for: .read, atMost: nanoseconds), !ready.isEmpty,
                let reception = try? socket.receive(into: &bytes, atMost: 65_536)
            else { return nil }
            switch reception {
            case .received: return bytes
            case .ended: return nil
            case .wouldBlock: continue
            }
        }
    }

    func send(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            guard let count = try? socket.send(bytes, start..<bytes.count) else { return }
            if count == 0 { _ = try? socket.wait(for: .write, atMost: nil) }
            start += count
        }
    }
}

/// Does what may wait for long on a thread of its own.
func elsewhere<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { waiter in
        do {
            try Kernel.Thread.start { waiter.resume(returning: body()) }
        } catch {
            fatalError("no thread: \(error)")
        }
    }
}

/// The text of a response with its length.
func response(_ status: Int, _ headers: [String: String] = [:], _ body: String) -> String {
    let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
    return "HTTP/1.1 \(status) Said\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}
