import HTTP
import Kernel

extension ProxyServer {
    /// Reads what has come on a connection.
    func receive(_ connection: Connection) {
        var bytes: [UInt8] = []
        let reception: Reception
        do throws(Errno) {
            reception = try connection.receive(into: &bytes, atMost: limits.turnBytes)
        } catch {
            return close(connection)
        }
        switch reception {
        case .wouldBlock: break
        // A caller that ends its side has gone: HTTP has no other use for that (RFC 9112, 9.6).
        case .ended: close(connection)
        case .received: take(bytes, connection)
        }
    }

    private func take(_ bytes: [UInt8], _ connection: Connection) {
        switch connection.phase {
        case .refused, .lingering, .closed: return
        case .serving:
            connection.reader.append(bytes[...])
            watch(connection)
        case .reading:
            connection.deadline = Clock.sinceBoot + limits.pause
            connection.reader.append(bytes[...])
            read(connection)
        }
    }

    /// Reads requests until one is whole, or more must come.
    func read(_ connection: Connection) {
        while case .reading = connection.phase {
            do throws(HTTPFault) {
                guard let event = try connection.reader.next() else { break }
                switch event {
                case .head(let head): begin(head, connection)
                case .body(let place):
                    connection.incoming?.body += connection.reader.buffer[place]
                case .end: serve(connection)
                }
            } catch {
                refuse(ErrorAnswer(error), connection)
            }
        }
        watch(connection)
    }

    /// Judges a head before its content comes, so that a refused caller need not send it.
    private func begin(_ head: RequestHead, _ connection: Connection) {
        connection.writer = ResponseWriter(to: head, keepsAlive: true)
        let page = OwnPage(head)
        let route = OwnPage.isBelow(head.target.path) ? nil : routes.route(of: head.target)
        connection.dialect = route?.dialect ?? .openai
        if page?.isPublic != true, let keys, !keys.admit(head) {
            let error = ErrorAnswer(
                .keyRefused, status: 401, "the key is missing or not one of this proxy's")
            return refuse(error, connection, to: head)
        }
        let purpose: Connection.Purpose
        switch (page, route) {
        case (let page?, _): purpose = .page(page)
        case (nil, let route?): purpose = .route(route)
        case (nil, nil):
            let error = ErrorAnswer(.noRoute, status: 404, "no route begins with this path")
            return refuse(error, connection, to: head)
        }
        connection.incoming = Connection.Incoming(head: head, purpose: purpose)
        connection.writer.appendContinue(to: &connection.output)
        flush(connection)
    }

    /// Answers with an error, and takes no further request: a part of this one may be unread.
    private func refuse(
        _ error: ErrorAnswer, _ connection: Connection, to head: RequestHead? = nil
    ) {
        metrics.count(error.kind)
        let head = head ?? connection.incoming?.head
        connection.writer =
            head.map { ResponseWriter(to: $0, keepsAlive: false) } ?? ResponseWriter()
        connection.incoming = nil
        connection.phase = .serving
        send(error, connection)
        finish(connection)
    }

    private func serve(_ connection: Connection) {
        guard let incoming = connection.incoming.take() else { return }
        connection.phase = .serving
        connection.deadline = .max
        metrics.begin()
        connection.task = Task {
            await answer(incoming, connection)
            metrics.end()
            connection.task = nil
            finish(connection)
        }
    }

    /// Goes on behind an answer: with the next request, or with the connection's end.
    private func finish(_ connection: Connection) {
        guard case .serving = connection.phase else { return }
        guard connection.writer.hasEnded else { return close(connection) }
        guard connection.writer.persists, isOpen, connection.reader.startNext() else {
            connection.phase = .refused
            connection.deadline = Clock.sinceBoot + limits.stall
            return flush(connection)
        }
        connection.phase = .reading
        connection.deadline = Clock.sinceBoot + limits.pause
        flush(connection)
        read(connection)
    }
}
