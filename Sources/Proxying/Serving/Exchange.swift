import AccountClient
import HTTP
import Secrets

/// A request of a caller on its way through accounts, with what the caller authorizes himself by;
/// its server alone uses it.
final class Exchange: Concealed {
    /// An upstream's answer that is kept until it is known who gets it.
    struct Held {
        var head: ResponseHead
        let body: [UInt8]
    }

    let head: RequestHead
    let body: [UInt8]
    let route: Route
    let connection: Connection
    /// What an account is wanted for.
    let wish: Wish
    /// How often an upstream was called.
    var attempts = 0
    /// The last answer, when it was a failure.
    var held: Held?

    init(_ incoming: Connection.Incoming, _ route: Route, _ connection: Connection) {
        head = incoming.head
        body = incoming.body
        self.route = route
        self.connection = connection
        wish = CallerWish.of(head, body: body, provider: route.provider)
    }

    /// The request with a lease's headers, to where the lease says.
    func request(_ headers: [CredentialHeader], _ baseURL: String?) -> UpstreamRequest {
        UpstreamRequest(
            method: head.method, url: route.url(of: head.target, baseURL: baseURL) ?? "",
            fields: HeaderRules.toUpstream(head.fields, lease: headers), body: body)
    }

    /// Whether an answer without content says nothing at all: a question was asked.
    func isEmpty(_ answer: ResponseHead) -> Bool { head.method == "POST" && answer.status == 200 }
}
