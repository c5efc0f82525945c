import Foundation
import FoundationNetworking
import HTTP

/// Calls upstreams by URLSession.
///
/// Nothing is kept from one call to the next but connections: a cookie that was given to one
/// account would show the upstream that another one is the same person.
package final class SessionUpstream: Upstream {
    /// How long an upstream may be silent: models think for minutes.
    package static let silence = 600
    /// Connections to one upstream at once.
    private static let connectionsPerHost = 1024

    private let session: URLSession
    private let delegate = SessionDelegate()

    /// Makes the session.
    ///
    /// - Parameter silence: seconds that an upstream may be silent.
    package init(silence: Int = SessionUpstream.silence) {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 1
        queue.qualityOfService = .userInteractive
        session = URLSession(
            configuration: Self.configuration(silence), delegate: delegate, delegateQueue: queue)
    }

    deinit {
        session.invalidateAndCancel()
    }

    private static func configuration(_ silence: Int) -> URLSessionConfiguration {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpCookieAcceptPolicy = .never
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.urlCredentialStorage = nil
        configuration.httpMaximumConnectionsPerHost = connectionsPerHost
        configuration.timeoutIntervalForRequest = TimeInterval(silence)
        return configuration
    }

    /// Sends a request. A URL that is none is an upstream that cannot be reached.
    package func start(_ request: UpstreamRequest) -> UpstreamCall {
        let call = UpstreamCall()
        guard let url = URL(string: request.url, encodingInvalidCharacters: false) else {
            call.put(.broken(.unreachable("its address is no URL")))
            return call
        }
        let task = session.dataTask(with: Self.request(request, to: url))
        delegate.add(call, of: task.taskIdentifier)
        call.onCancel { task.cancel() }
        task.resume()
        return call
    }

    private static func request(_ request: UpstreamRequest, to url: URL) -> URLRequest {
        var message = URLRequest(url: url)
        message.httpMethod = request.method
        message.httpShouldHandleCookies = false
        for field in request.fields {
            message.addValue(field.value, forHTTPHeaderField: field.name)
        }
        // An event is to pass when it comes, and not when a decoder has enough of them.
        message.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        if !request.body.isEmpty { message.httpBody = Data(request.body) }
        return message
    }
}
