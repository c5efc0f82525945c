import AccountClient
import HTTP

extension ProxyServer {
    /// An answer whose beginning was read, so that it is known to be one.
    private struct Beginning {
        let head: ResponseHead
        let isDecoded: Bool
        var bytes: [UInt8] = []
        var isWhole = false
        var watch: AnswerWatch
    }

    /// Calls the upstream with a lease, and passes its answer on.
    ///
    /// Up to the first byte that could be of use to the caller everything is thrown, and another
    /// account may do better. From there on the answer is this one's.
    func relay(_ exchange: Exchange, _ lease: inout HeldLease) async throws(UpstreamFailure) {
        exchange.attempts += 1
        exchange.held = nil
        metrics.count(.attempt)
        note(lease, exchange.route)
        let start = ContinuousClock.now
        defer { lease.noteLatency(start.duration(to: .now)) }
        let request = exchange.request(lease.headers, lease.baseURL)
        let call = upstream.start(request)
        let first = await call.next()
        note(first, of: request)
        var beginning = try await begin(exchange, first, call)
        lease.markStreaming()
        let evidence = HeaderRules.evidence(beginning.head.fields)
        lease.noteAnswer(status: beginning.head.status, headers: evidence)
        sendHead(beginning, exchange)
        let broken = await stream(&beginning, call, exchange.connection)
        note(beginning.watch.usage, &lease)
        if let broken {
            throw UpstreamFailure(Report(broken, .midStream, evidence))
        }
        sendEnd(exchange.connection)
        lease.notePhase(.end)
        if let error = beginning.watch.error {
            throw UpstreamFailure(Report(streamError: error, .midStream, evidence))
        }
    }

    /// Reads an answer up to where it is of use.
    private func begin(
        _ exchange: Exchange, _ first: UpstreamEvent, _ call: UpstreamCall
    ) async throws(UpstreamFailure) -> Beginning {
        guard case .head(let head, let isDecoded) = first else {
            throw UpstreamFailure(Report(first.break, .headers, []))
        }
        guard head.status < 300 || head.status == 304 else {
            throw await refusal(exchange, head, isDecoded, call)
        }
        let type = head.fields.first("content-type")?.value ?? ""
        var beginning = Beginning(
            head: head, isDecoded: isDecoded, watch: AnswerWatch(mediaType: type))
        let evidence = HeaderRules.evidence(head.fields)
        reading: while true {
            switch await call.next() {
            case .bytes(let bytes):
                beginning.bytes += bytes
                beginning.watch.look(at: bytes)
                let isOfUse =
                    !beginning.watch.isEventStream || beginning.watch.hasWholeEvent
                    || beginning.bytes.count > limits.firstEventBytes
                if isOfUse { break reading }
            case .end:
                beginning.isWhole = true
                break reading
            case .broken(let reason):
                throw UpstreamFailure(Report(reason, .firstByte, evidence))
            case .head: continue
            }
        }
        if beginning.bytes.isEmpty, exchange.isEmpty(head) {
            throw UpstreamFailure(Report(.emptyResponse, .end, evidence))
        }
        if let error = beginning.watch.error {
            await end(call)
            exchange.held = Exchange.Held(
                head: passed(head, isDecoded), body: beginning.bytes)
            throw UpstreamFailure(Report(streamError: error, .firstByte, evidence))
        }
        return beginning
    }

    /// Reads an error that the upstream answers with.
    private func refusal(
        _ exchange: Exchange, _ head: ResponseHead, _ isDecoded: Bool, _ call: UpstreamCall
    ) async -> UpstreamFailure {
        let evidence = HeaderRules.evidence(head.fields)
        var body: [UInt8] = []
        while true {
            switch await call.next() {
            case .head: continue
            case .bytes(let bytes):
                body += bytes
                guard body.count > limits.errorBytes else { continue }
                await end(call)
                return UpstreamFailure(status: head.status, headers: evidence, body: body)
            case .broken(let reason):
                // The status says enough for the daemon, unless the caller is gone.
                if reason == .cancelled {
                    return UpstreamFailure(Report(reason, .midStream, evidence))
                }
                return UpstreamFailure(status: head.status, headers: evidence, body: body)
            case .end:
                exchange.held = Exchange.Held(head: passed(head, isDecoded), body: body)
                return UpstreamFailure(status: head.status, headers: evidence, body: body)
            }
        }
    }

    /// Passes on what comes, and says why that is not all.
    private func stream(
        _ beginning: inout Beginning, _ call: UpstreamCall, _ connection: Connection
    ) async -> UpstreamBreak? {
        send(beginning.bytes, connection)
        beginning.bytes = []
        while !beginning.isWhole {
            switch await call.next() {
            case .head: continue
            case .bytes(let bytes):
                beginning.watch.look(at: bytes)
                send(bytes, connection)
            case .end: beginning.isWhole = true
            case .broken(let reason): return reason
            }
        }
        beginning.watch.finish()
        return nil
    }

    private func sendHead(_ beginning: Beginning, _ exchange: Exchange) {
        let head = passed(beginning.head, beginning.isDecoded)
        metrics.count(answer: head.status, provider: exchange.route.provider)
        let length = beginning.head.fields.first("content-length").flatMap { Int($0.value) }
        let content: ResponseWriter.Content =
            if beginning.isWhole {
                .length(exchange.head.method == "HEAD" ? length ?? 0 : beginning.bytes.count)
            } else if let length, !beginning.isDecoded {
                .length(length)
            } else {
                .streamed
            }
        send(head, content, exchange.connection)
    }

    private func passed(_ head: ResponseHead, _ isDecoded: Bool) -> ResponseHead {
        ResponseHead(
            status: head.status,
            fields: HeaderRules.toCaller(head.fields, isDecoded: isDecoded))
    }

    private func note(_ usage: TokenUsage, _ lease: inout HeldLease) {
        guard usage.input != nil || usage.output != nil else { return }
        lease.noteUsage(inputTokens: usage.input ?? 0, outputTokens: usage.output ?? 0)
    }

    /// Wants no more of a call, and waits until its upstream works for it no longer.
    private func end(_ call: UpstreamCall) async {
        call.cancel()
        while true {
            switch await call.next() {
            case .head, .bytes: continue
            case .end, .broken: return
            }
        }
    }
}

extension UpstreamEvent {
    /// Why a call has no head.
    fileprivate var `break`: UpstreamBreak {
        if case .broken(let reason) = self { reason } else { .closed }
    }
}

extension Report {
    /// Reports an answer that broke off, or never began.
    fileprivate init(_ reason: UpstreamBreak, _ phase: Phase, _ headers: [Header]) {
        let error: TransportError =
            switch reason {
            case .unreachable: .network
            case .timedOut: .timeout
            case .closed: .prematureClose
            case .cancelled: .cancelled
            }
        self.init(error, phase, headers)
    }

    fileprivate init(_ error: TransportError, _ phase: Phase, _ headers: [Header]) {
        self.init(.error(error), headers: headers)
        self.phase = phase
    }

    fileprivate init(streamError body: [UInt8], _ phase: Phase, _ headers: [Header]) {
        self.init(.error(.streamError), headers: headers, body: body)
        self.phase = phase
    }
}
