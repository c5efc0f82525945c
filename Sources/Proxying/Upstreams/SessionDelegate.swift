import Foundation
import FoundationNetworking
import HTTP
import Synchronization

/// Tells the calls what became of them, on the session's queue.
final class SessionDelegate: NSObject, URLSessionDataDelegate {
    private let calls = Mutex<[Int: UpstreamCall]>([:])

    func add(_ call: UpstreamCall, of task: Int) {
        calls.withLock { $0[task] = call }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let response = response as? HTTPURLResponse {
            let fields = Self.fields(response)
            call(of: dataTask)?.put(
                .head(
                    ResponseHead(status: response.statusCode, fields: fields),
                    isDecoded: fields.contains("content-encoding")))
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        guard !data.isEmpty else { return }
        call(of: dataTask)?.put(.bytes([UInt8](data)))
    }

    /// A redirection is the caller's to follow: it would take the account's headers elsewhere.
    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// A refusal is the answer, and whole when this is asked.
    ///
    /// The question must not be answered: whatever is said, the request would be sent again without
    /// a password, and a scheme that is not known would end the process.
    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        didReceive challenge: URLAuthenticationChallenge,
        completionHandler:
            @escaping @Sendable (
                URLSession.AuthChallengeDisposition, URLCredential?
            ) -> Void
    ) {
        let number = task.taskIdentifier
        calls.withLock({ $0.removeValue(forKey: number) })?.put(.end)
        task.cancel()
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Swift.Error)?
    ) {
        let number = task.taskIdentifier
        guard let call = calls.withLock({ $0.removeValue(forKey: number) }) else { return }
        guard let error else { return call.put(.end) }
        call.put(.broken(Self.reason(error)))
    }

    private func call(of task: URLSessionTask) -> UpstreamCall? {
        let number = task.taskIdentifier
        return calls.withLock { $0[number] }
    }

    /// The fields as far as they can be sent on; a repeated one comes as one with commas.
    private static func fields(_ response: HTTPURLResponse) -> Fields {
        var fields = Fields()
        for (name, value) in response.allHeaderFields {
            guard let name = name as? String, let value = value as? String else { continue }
            try? fields.append(name, value)
        }
        return fields
    }

    private static func reason(_ error: any Swift.Error) -> UpstreamBreak {
        let words = error.localizedDescription
        switch (error as? URLError)?.code {
        case .cancelled: return .cancelled
        case .timedOut: return .timedOut
        case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed, .secureConnectionFailed,
            .serverCertificateUntrusted, .serverCertificateHasBadDate, .notConnectedToInternet:
            return .unreachable(words)
        // What has no code of its own can only be told by curl's words.
        case .unknown where beginnings.contains(where: words.hasPrefix): return .unreachable(words)
        case _: return .closed
        }
    }

    /// How curl begins to say that there is no connection, or no encryption. None of it names more
    /// of a request than its host.
    private static let beginnings = [
        "Failed to connect to ", "Could not connect to ", "Couldn't connect to ",
        "SSL certificate ", "SSL: ", "OpenSSL/", "OpenSSL SSL_connect: ",
        "TLS connect error",
    ]
}
