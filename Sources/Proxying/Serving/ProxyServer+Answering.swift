import AccountClient
import HTTP
import Kernel

extension ProxyServer {
    /// Answers a request, whole or up to where the upstream broke off.
    func answer(_ incoming: Connection.Incoming, _ connection: Connection) async {
        switch incoming.purpose {
        case .page(let page): await answer(page, connection)
        case .route(let route): await forward(incoming, route, connection)
        }
    }

    private func forward(
        _ incoming: Connection.Incoming, _ route: Route, _ connection: Connection
    ) async {
        let exchange = Exchange(incoming, route, connection)
        let need = route.fallback.map { DaemonNeed.optional(fallback: $0) } ?? .required
        do throws(AccountError<UpstreamFailure>) {
            try await client.withAccount(
                exchange.wish, patience: limits.patience, need: need
            ) { (lease: inout HeldLease) async throws(UpstreamFailure) in
                try await relay(exchange, &lease)
            }
        } catch {
            conclude(exchange, error)
        }
        count(exchange)
    }

    /// Says what the caller sees of a failure: nothing more, once it has seen a part of an answer.
    private func conclude(_ exchange: Exchange, _ error: AccountError<UpstreamFailure>) {
        switch error {
        case .cancelled: break
        case .allBlocked(let blocked):
            note(.allBlocked(blocked), exchange.route)
            fail(exchange, ErrorAnswer(blocked))
        case .client(let error):
            note(error, exchange.route)
            fail(exchange, ErrorAnswer(error))
        case .upstream(let failure), .body(let failure): conclude(exchange, failure)
        }
    }

    private func conclude(_ exchange: Exchange, _ failure: UpstreamFailure) {
        if var held = exchange.held {
            if held.head.status == 429 || held.head.status >= 500, let wait = failure.retryAfter,
                !held.head.fields.contains("retry-after")
            {
                try? held.head.fields.append("Retry-After", String(ErrorAnswer.seconds(wait)))
            }
            metrics.count(answer: held.head.status, provider: exchange.route.provider)
            return send(held.head, held.body, exchange.connection)
        }
        switch failure.report.outcome {
        case .error(let error): fail(exchange, ErrorAnswer(error))
        case .status(let status):
            // Its content was longer than is kept.
            fail(exchange, ErrorAnswer(.unreadable, status: status, "the upstream's error is long"))
        }
    }

    private func fail(_ exchange: Exchange, _ error: ErrorAnswer) {
        let connection = exchange.connection
        guard connections[connection.token] != nil, !connection.writer.hasBegun else { return }
        metrics.count(error.kind)
        metrics.count(answer: error.status, provider: exchange.route.provider)
        send(error, connection)
    }

    private func count(_ exchange: Exchange) {
        for _ in 1..<max(exchange.attempts, 1) { metrics.count(.failover) }
        // Whoever closes behind the whole answer has abandoned nothing.
        guard !exchange.connection.writer.hasEnded else { return }
        metrics.count(connections[exchange.connection.token] == nil ? .abandoned : .cut)
    }

    private func answer(_ page: OwnPage, _ connection: Connection) async {
        var status = 200
        let body: [UInt8]
        switch page {
        case .health: body = Array("{\"status\":\"ok\"}\n".utf8)
        case .ready:
            let isReady = await probe()
            status = isReady ? 200 : 503
            body = Array("{\"status\":\"\(isReady ? "ready" : "not ready")\"}\n".utf8)
        case .metrics: body = Array(metrics.text(connections: connections.count).utf8)
        case .summary:
            do throws(ClientError) {
                body = try await client.summary().text
            } catch {
                note(error)
                return send(ErrorAnswer(error), connection)
            }
        }
        let fields = try? Fields([(name: "Content-Type", value: page.mediaType)])
        send(ResponseHead(status: status, fields: fields ?? Fields()), body, connection)
    }
}
