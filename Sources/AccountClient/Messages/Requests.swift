import JSON
import Wire

extension Request {
    /// A Select under a key.
    package static func select(_ wish: Wish, key: String, timeout: Duration) -> Request {
        // The daemon answers 8 when the wait is over; only later would it answer 4.
        let margin = Duration.milliseconds(WireLimits.timeoutMarginMilliseconds)
        let patience = wish.wait > .zero ? max(timeout, wish.wait + margin) : timeout
        return Request(.select, patience) { writer, milliseconds in
            wish.write(&writer, key: key, timeout: milliseconds)
        }
    }

    /// A report on a lease, which may give it back.
    package static func markResult(
        _ report: Report, lease: String, sequence: Int, gives back: Bool, timeout: Duration
    ) -> Request {
        Request(.markResult, timeout, ending: back ? lease : nil) { writer, milliseconds in
            report.write(
                &writer, lease: lease, sequence: sequence, gives: back, timeout: milliseconds)
        }
    }

    /// Gives a lease back.
    package static func release(_ lease: String, timeout: Duration = usualTimeout) -> Request {
        Request(.release, timeout, ending: lease) { writer, milliseconds in
            writer.context(timeout: milliseconds)
            writer.name("lease_id")
            writer.string(lease)
        }
    }

    /// Asks for more time.
    package static func renew(_ lease: String, timeToLive: Duration?, timeout: Duration) -> Request
    {
        Request(.renew, timeout) { writer, milliseconds in
            writer.context(timeout: milliseconds)
            writer.name("lease_id")
            writer.string(lease)
            if let timeToLive {
                writer.name("ttl_ms")
                writer.integer(timeToLive.wholeMilliseconds)
            }
        }
    }

    /// Asks how the pool stands.
    package static func summary(provider: String?, model: String?, timeout: Duration) -> Request {
        Request(.summary, timeout) { writer, milliseconds in
            writer.context(timeout: milliseconds)
            if let model {
                writer.name("model")
                writer.string(model)
            }
            if let provider {
                writer.name("provider")
                writer.string(provider)
            }
        }
    }

    /// Asks what a Select would get, and how one account stands towards it.
    package static func explain(
        _ wish: Wish, listing page: AccountPage, timeout: Duration, expiry: UInt64
    ) -> Request {
        Request(.explain, timeout, expiry: expiry) { writer, milliseconds in
            wish.write(&writer, page: page, timeout: milliseconds)
        }
    }

    /// Asks whether the daemon serves.
    package static func health(timeout: Duration) -> Request {
        Request(.health, timeout) { writer, milliseconds in
            writer.context(timeout: milliseconds)
        }
    }

    /// How long the daemon may take when the caller does not say.
    package static let usualTimeout = Duration.milliseconds(WireLimits.usualTimeoutMilliseconds)

    /// The parameters of a Hello.
    ///
    /// - Parameter instance: what the connections of a client have in common, which a program with
    ///   one connection that leases nothing has no use for.
    package static func hello(
        name: String, version: String, instance: String? = nil
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("client")
        writer.beginObject()
        writer.member("instance_id", instance)
        writer.member("name", name)
        writer.member("version", version)
        writer.endObject()
        writer.member("protocol", HelloReply.version)
        writer.endObject()
        return writer.take()
    }

    private init(
        _ method: Method, _ timeout: Duration, ending lease: String? = nil,
        expiry: UInt64? = nil, _ write: (inout JSONWriter, Int) -> Void
    ) {
        let range = WireLimits.timeoutMilliseconds
        let milliseconds = min(max(timeout.wholeMilliseconds, range.lowerBound), range.upperBound)
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        write(&writer, milliseconds)
        writer.endObject()
        self.init(
            method, params: writer.take(), timeout: UInt64(milliseconds) * 1_000_000,
            ending: lease, expiry: expiry)
    }
}
