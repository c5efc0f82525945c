import Wire

/// Makes requests of bytes: methods, and parameters from small pools, some of them wrong.
struct RequestMaker {
    private var nextID = 100
    private var lastID = "100"
    private var last = Message()

    /// A message without its id.
    private struct Message {
        var method = "Health"
        var params: [String] = []

        func text(_ id: String?) -> String {
            let params = #","params":{\#(params.joined(separator: ","))}"#
            let id = id.map { #","id":\#($0)"# } ?? ""
            return #"{"jsonrpc":"2.0","method":"\#(method)"\#(id)\#(params)}"#
        }
    }

    /// A request; leases are named from the list of those that were granted.
    mutating func request(_ source: inout ByteSource, leases: [String]) -> String {
        let choice = source.number(below: 24)
        let id = choice > 22 ? nil : id(&source)
        last = message(choice, &source, leases)
        return last.text(id)
    }

    /// The same request as before, most often with another id.
    mutating func again(_ source: inout ByteSource) -> String {
        last.text(id(&source))
    }

    /// One request again and again, each time with an id of its own.
    mutating func burst(_ source: inout ByteSource, leases: [String]) -> [String] {
        last = message(source.number(below: 8) == 7 ? 20 : 0, &source, leases)
        return (0..<source.one(of: Pools.bursts)).map { _ in last.text(freshID()) }
    }

    /// Takes a request back.
    static func cancel(_ id: RequestID) -> String {
        let id =
            switch id {
            case .integer(let integer): "\(integer)"
            case .text(let text): "\"\(text)\""
            }
        return Message(method: "$/cancel", params: [#""id":\#(id)"#]).text(nil)
    }

    private func message(
        _ choice: Int, _ source: inout ByteSource, _ leases: [String]
    ) -> Message {
        switch choice {
        case 0...8: Message(method: "Select", params: select(&source, leases))
        case 9...12: Message(method: "MarkResult", params: markResult(&source, leases))
        case 13, 14: Message(method: "Release", params: [lease(&source, leases)])
        case 15, 16: Message(method: "Renew", params: renew(&source, leases))
        case 17, 18: Message(method: "Hello", params: hello(&source))
        case 19: Message(method: "Summary", params: summary(&source))
        case 20: Message()
        case 21: Message(method: "Nothing")
        case 22: Message(method: "$/other")
        default:
            switch source.byte() & 3 {
            case 0: Message(method: "$/other")
            case 1: Message(method: "Health")
            default: Message(method: "Watch", params: watch(&source))
            }
        }
    }

    private mutating func id(_ source: inout ByteSource) -> String {
        switch source.number(below: 32) {
        case 0: return lastID
        case 1: return "\"x\""
        case 2: return "9007199254740991"
        case 3: return ["1.5", "\"\"", "null", "-1", "{}", "true"][source.number(below: 6)]
        default: return freshID()
        }
    }

    private mutating func freshID() -> String {
        nextID += 1
        lastID = "\(nextID)"
        return lastID
    }

    private func select(_ source: inout ByteSource, _ leases: [String]) -> [String] {
        var params = [#""provider":"\#(source.one(of: Pools.providers))""#]
        let choices = source.word()
        if choices & 1 > 0 { params.append(#""wait_ms":\#(source.one(of: Pools.waits))"#) }
        if choices & 2 > 0, let model = source.one(of: Pools.models) {
            params.append(#""model":"\#(model)""#)
        }
        if choices & 4 > 0 { params.append(#""ttl_ms":\#(source.one(of: Pools.terms))"#) }
        if choices & 24 == 24 { params.append(#""account":"\#(source.one(of: Pools.accounts))""#) }
        if choices & 96 == 96 {
            params.append(#""exclude":["\#(source.one(of: Pools.accounts))"]"#)
        }
        if choices & 384 == 384 { params.append(#""detached":true"#) }
        if choices & 1536 == 1536 {
            params.append(#""retry_of":"\#(name(&source, leases))""#)
        }
        if choices & 2048 > 0 { params.append(context(&source)) }
        if choices & 4096 > 0 { params.append(#""attempt":\#(source.number(below: 11))"#) }
        if choices & 8192 > 0 {
            params.append(#""have_credential":{"a":\#(source.number(below: 4)),"d":1}"#)
        }
        return params
    }

    private func context(_ source: inout ByteSource) -> String {
        var members: [String] = []
        let choices = source.byte()
        if choices & 3 > 0 {
            members.append(#""idempotency_key":"\#(source.one(of: Pools.keys))""#)
        }
        if choices & 4 > 0 { members.append(#""timeout_ms":\#(source.one(of: Pools.timeouts))"#) }
        return #""ctx":{\#(members.joined(separator: ","))}"#
    }

    private func markResult(_ source: inout ByteSource, _ leases: [String]) -> [String] {
        var params = [lease(&source, leases)]
        let choices = source.byte()
        if choices & 7 == 7 {
            params.append(#""error":"\#(source.one(of: Pools.failures))""#)
        } else {
            params.append(#""status":\#(source.one(of: Pools.statuses))"#)
        }
        if choices & 8 > 0 { params.append(#""headers":\#(source.one(of: Pools.headers))"#) }
        if choices & 16 > 0 { params.append(#""body":"\#(source.one(of: Pools.bodies))""#) }
        if choices & 32 > 0 { params.append(#""seq":\#(source.number(below: 4))"#) }
        if choices & 64 > 0 { params.append(#""release":true"#) }
        if choices & 128 > 0 { params.append(#""streamed":true"#) }
        return params
    }

    private func renew(_ source: inout ByteSource, _ leases: [String]) -> [String] {
        var params = [lease(&source, leases)]
        if source.byte() & 1 == 1 { params.append(#""ttl_ms":\#(source.one(of: Pools.terms))"#) }
        return params
    }

    private func hello(_ source: inout ByteSource) -> [String] {
        let choice = source.number(below: 8)
        let version = choice == 7 ? "2" : "1"
        let instance =
            choice > 1 ? #","instance_id":"\#(Pools.instances[choice & 1])""# : ""
        return [
            #""protocol":"\#(version)""#, #""client":{"name":"fuzz","version":"1"\#(instance)}"#,
        ]
    }

    private func summary(_ source: inout ByteSource) -> [String] {
        let choices = source.byte()
        var params: [String] = []
        if choices & 1 > 0 { params.append(#""accounts":true"#) }
        if choices & 2 > 0 { params.append(#""limit":\#(source.number(below: 4))"#) }
        if choices & 4 > 0 { params.append(#""after":"\#(source.one(of: Pools.accounts))""#) }
        if choices & 8 > 0 { params.append(#""provider":"\#(source.one(of: Pools.providers))""#) }
        if choices & 16 > 0, let model = source.one(of: Pools.models) {
            params.append(#""model":"\#(model)""#)
        }
        return params
    }

    private func watch(_ source: inout ByteSource) -> [String] {
        let choices = source.byte()
        var params: [String] = []
        if choices & 1 > 0 { params.append(#""min_interval_ms":\#(source.number(below: 600))"#) }
        if choices & 2 > 0 { params.append(#""provider":"\#(source.one(of: Pools.providers))""#) }
        return params
    }

    private func lease(_ source: inout ByteSource, _ leases: [String]) -> String {
        #""lease_id":"\#(name(&source, leases))""#
    }

    /// The name of a lease counted from the last one that was granted, or one of none.
    private func name(_ source: inout ByteSource, _ leases: [String]) -> String {
        let place = source.number(below: 24)
        return place < leases.count ? leases[leases.count - 1 - place] : "AAAAAAAAAAAAAAAAAAAAAA"
    }
}
