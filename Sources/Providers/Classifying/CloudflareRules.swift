import Leasing

/// What Cloudflare answers in an upstream's place.
///
/// Its pages are the only bodies read as a whole: they are no echo of a request, and each marker
/// counts only with the status that goes with it. `cf-ray` means nothing, it is on every answer.
enum CloudflareRules {
    static let ruleNames = ["cloudflare.blocked", "cloudflare.challenge", "cloudflare.html"]

    /// Markers of a page that wants a browser.
    private static let challengeMarks = [
        "cf-mitigated", "cf-chl-bypass", "cf_chl", "challenge-platform", "cloudflare challenge",
        "attention required", "just a moment",
    ]

    /// Pages are searched up to here; the markers are in their heads.
    private static let pageLimit = 16_384

    static func finding(for answer: Answer) -> Finding? {
        if answer.headers["cf-mitigated"] != nil, (400...499).contains(answer.status) {
            return challenge("cloudflare.challenge")
        }
        guard answer.status == 403 else { return nil }
        if answer.headers["cf-chl-bypass"] != nil { return challenge("cloudflare.challenge") }
        guard !answer.problem.isStructured else { return nil }
        let page = page(of: answer)
        if page.says("you have been blocked"), page.says("cloudflare") || isBehind(answer) {
            return .networkBlocked("cloudflare.blocked")
        }
        if challengeMarks.contains(where: page.says) { return challenge("cloudflare.challenge") }
        return isHTML(answer) ? challenge("cloudflare.html") : nil
    }

    /// Whether the answer is a page rather than data.
    static func isHTML(_ answer: Answer) -> Bool {
        if let type = answer.headers["content-type"], Words(type).contains("text/html") {
            return true
        }
        let start = Words(answer.evidence.body[...].trimmed.prefix(16))
        return start.starts(with: "<!doctype html") || start.starts(with: "<html")
    }

    private static func isBehind(_ answer: Answer) -> Bool {
        answer.headers["cf-ray"] != nil
    }

    private static func challenge(_ rule: String) -> Finding {
        Finding(
            .cloudflareChallenge, scope: .account, block: .ladder(.challenge), retry: .other,
            rule: rule)
    }

    private struct Page {
        let bytes: [UInt8]

        func says(_ mark: String) -> Bool {
            ByteSearch.end(of: Array(mark.utf8), in: bytes) != nil
        }
    }

    private static func page(of answer: Answer) -> Page {
        Page(bytes: answer.evidence.body.prefix(pageLimit).map(\.lowercased))
    }
}
