import JSON

extension Call {
    /// The bytes that are sent: a whole frame, but for what is none.
    package var bytes: [UInt8] {
        switch content {
        case .garbage(.bytes): return Array("GET / HTTP/1.1\r\n\r\n".utf8)
        case .garbage(.part): return [0, 0, 1, 0, UInt8(ascii: "{")]
        case .garbage(.text): return Self.frame(Array(#"{"jsonrpc":"2.0","id":1,}"#.utf8))
        case .garbage(.notification):
            return Self.frame(Array(#"{"jsonrpc":"2.0","method":"Health"}"#.utf8))
        case .hello, .select, .report, .renew, .release, .cancel, .ask:
            var writer = JSONWriter(capacity: 256)
            writer.beginObject()
            writer.member("id", id)
            writer.member("jsonrpc", "2.0")
            writer.member("method", method)
            writer.name("params")
            writer.beginObject()
            write(&writer)
            writer.endObject()
            writer.endObject()
            return Self.frame(writer.take())
        }
    }

    /// The name of what is asked.
    package var method: String {
        switch content {
        case .hello: "Hello"
        case .select: "Select"
        case .report: "MarkResult"
        case .renew: "Renew"
        case .release: "Release"
        case .cancel: "$/cancel"
        case .ask(let question): question.rawValue
        case .garbage: "garbage"
        }
    }

    private func write(_ writer: inout JSONWriter) {
        switch content {
        case .hello(let instance): Self.write(instance, &writer)
        case .select(let wish): wish.write(&writer)
        case .report(let telling): telling.write(&writer)
        case .renew(let lease, let term):
            writer.member("lease_id", lease)
            writer.member("ttl_ms", term)
        case .release(let lease): writer.member("lease_id", lease)
        case .cancel(let id): writer.member("id", id)
        case .ask, .garbage: break
        }
    }

    private static func write(_ instance: String, _ writer: inout JSONWriter) {
        writer.name("client")
        writer.beginObject()
        writer.member("instance_id", instance)
        writer.member("name", "simulated")
        writer.member("version", "1")
        writer.endObject()
        writer.member("protocol", "1")
    }

    /// Puts the length before a text.
    package static func frame(_ text: [UInt8]) -> [UInt8] {
        let length = text.count
        return [0, UInt8(length >> 16), UInt8(length >> 8 & 0xff), UInt8(length & 0xff)] + text
    }
}

extension SelectWish {
    /// The parameters of a Select, as JSON.
    var text: String {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        write(&writer)
        writer.endObject()
        return String(decoding: writer.take(), as: UTF8.self)
    }

    fileprivate func write(_ writer: inout JSONWriter) {
        writer.member("account", account)
        writer.member("attempt", attempt)
        if timeout != nil || key != nil {
            writer.name("ctx")
            writer.beginObject()
            writer.member("idempotency_key", key)
            writer.member("timeout_ms", timeout)
            writer.endObject()
        }
        writer.flag("detached", isDetached)
        if !excluded.isEmpty {
            writer.name("exclude")
            writer.beginArray()
            for account in excluded { writer.string(account) }
            writer.endArray()
        }
        if let known {
            writer.name("have_credential")
            writer.beginObject()
            writer.member(known.account, known.generation)
            writer.endObject()
        }
        writer.member("model", model)
        writer.member("provider", provider)
        writer.member("retry_of", retryOf)
        writer.member("session", session)
        writer.member("ttl_ms", term)
        if wait > 0 { writer.member("wait_ms", wait) }
    }
}

extension Call.Telling {
    fileprivate func write(_ writer: inout JSONWriter) {
        writer.member("body", answer.body)
        writer.member("error", answer.error)
        if !answer.headers.isEmpty {
            writer.name("headers")
            writer.beginObject()
            for header in answer.headers { writer.member(header.name, header.value) }
            writer.endObject()
        }
        writer.member("lease_id", lease)
        writer.flag("release", releases)
        writer.member("seq", sequence)
        writer.member("status", answer.status)
        writer.flag("streamed", isStreamed)
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    fileprivate mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        self.name(name)
        integer(value)
    }

    fileprivate mutating func flag(_ name: String, _ value: Bool) {
        guard value else { return }
        self.name(name)
        boolean(value)
    }
}
