import JSON
import Leasing

/// Copilot's monthly quotas, in headers and in the usage document.
enum CopilotWindows {
    /// The quota of premium requests, which ends an account's use of most models.
    static let premium = "premium"

    /// Quotas come as snapshots; the limits of the session and the week have the same form.
    private static let prefixes = ["x-quota-snapshot-", "x-usage-ratelimit-"]

    /// Reads the fields: each is a form with the entitlement, the percent that remain, and the
    /// reset.
    static func readings(of headers: Headers, _ horizon: Horizon) -> [WindowReading] {
        prefixes.flatMap { prefix in
            headers.family(prefix).fields.prefix(16).compactMap { field in
                snapshot(field.name, field.value, horizon)
            }
        }
    }

    /// Reads the usage document's snapshots. They all begin anew on one day of the month.
    static func readings(ofUsage document: JSONValue, _ horizon: Horizon) -> [WindowReading] {
        let end = WindowEnd(
            Timestamp.read(document["quota_reset_date_utc"])
                ?? Timestamp.read(document["quota_reset_date"]), horizon)
        let snapshots = (document["quota_snapshots"]?.members ?? []).prefix(16)
        return snapshots.compactMap { member in
            let value = member.value
            guard let name = name(member.name),
                let remaining = value["percent_remaining"]?.double,
                (-900...100).contains(remaining)
            else { return nil }
            let isUnlimited = value["unlimited"]?.boolean == true
            let mayOverdraw = value["overage_permitted"]?.boolean == true
            let isOut = remaining <= 0 && !isUnlimited && !mayOverdraw && !end.hasPassed
            return WindowReading(
                name, usedPercent: isUnlimited || end.hasPassed ? 0 : 100 - remaining,
                isLimitReached: isOut && countsRequests(member.name), resetsAt: end.time,
                source: .usage)
        }
    }

    /// Completions in an editor are no requests that an account is leased for.
    private static func countsRequests(_ quota: String) -> Bool { quota != "completions" }

    /// The window's name: what the upstream calls it, but for the premium requests.
    static func name(_ upstream: String) -> String? {
        upstream == "premium_interactions" ? premium : WindowName.read(upstream)
    }

    private static func snapshot(
        _ quota: String, _ value: String, _ horizon: Horizon
    ) -> WindowReading? {
        let form = FormText.parse(value)
        guard let name = name(quota), let remaining = form["rem"].flatMap({ Decimal.number($0) }),
            remaining <= 100
        else { return nil }
        let isUnlimited = form["ent"] == "-1"
        let mayOverdraw = form["ovPerm"] == "true"
        let reset = horizon.accept(form["rst"].flatMap { InternetDate.parse($0) })
        return WindowReading(
            name, usedPercent: isUnlimited ? 0 : 100 - remaining,
            isLimitReached: remaining == 0 && !isUnlimited && !mayOverdraw && reset != nil
                && countsRequests(quota),
            resetsAt: reset, source: .header)
    }
}
