import Leasing
import Serving
import Wire

extension Caller {
    /// One connection's request to a service without a daemon, and its answer as text.
    static func answer(
        of service: inout Service, on socket: SocketKind, _ method: String, _ params: String,
        now: Moment
    ) -> String {
        var farewell: [UInt8] = []
        guard let peer = service.connect(on: socket, uid: 0, farewell: &farewell) else {
            return ""
        }
        let text = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#
        service.receive(frame(text), from: peer, now: now)
        let output = service.takeOutput(of: peer)
        defer { _ = service.disconnect(peer, now: now) }
        return String(decoding: output.bytes[output.unsent].dropFirst(4), as: UTF8.self)
    }
}
