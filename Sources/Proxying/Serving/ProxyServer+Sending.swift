import HTTP

extension ProxyServer {
    /// Writes a head; what cannot be written is left out, so that the answer is seen to be cut.
    func send(_ head: ResponseHead, _ content: ResponseWriter.Content, _ connection: Connection) {
        try? connection.writer.append(head, content: content, to: &connection.output)
    }

    /// Writes some of the content, and cuts a caller off that is too far behind.
    func send(_ bytes: [UInt8], _ connection: Connection) {
        guard connections[connection.token] != nil else { return }
        do throws(WriteFault) {
            try connection.writer.append(bytes[...], to: &connection.output)
        } catch {
            metrics.count(.cut)
            return close(connection)
        }
        flush(connection)
        guard connection.behind > limits.behindBytes else { return }
        metrics.count(.behind)
        close(connection)
    }

    /// Ends the content; without it the answer is seen to be cut.
    func sendEnd(_ connection: Connection) {
        try? connection.writer.appendEnd(to: &connection.output)
        flush(connection)
    }

    /// Writes a whole answer.
    func send(_ head: ResponseHead, _ body: [UInt8], _ connection: Connection) {
        guard connections[connection.token] != nil, !connection.writer.hasBegun else { return }
        send(head, .length(body.count), connection)
        send(head.status == 204 || head.status == 304 ? [] : body, connection)
        sendEnd(connection)
    }

    /// Writes an error as its caller's program expects it.
    func send(_ error: ErrorAnswer, _ connection: Connection) {
        let answer = error.response(in: connection.dialect)
        send(answer.head, answer.body, connection)
    }
}
