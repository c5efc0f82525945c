import AccountClient
import Operating
import Testing

struct WatchTests {
    private static func event(_ available: Int) -> String {
        let provider = Pool.provider("claude", total: 3, available: available)
        return quoted("{'jsonrpc':'2.0','method':'$/event','params':{'events':[],'id':2,'seq':1,")
            + quoted("'snapshot':{'as_of':'2026-03-12T11:34:07Z','providers':[") + provider + "]}}}"
    }

    /// Watches a daemon whose lives send these messages each, and end.
    private func watch(
        _ line: [String], _ lives: [[String]], _ recorder: Recorder = Recorder()
    ) -> Terminal {
        let terminal = Terminal()
        var lives = lives[...]
        let status = terminal.run(["watch"] + line) { (path) throws(ConnectionError) in
            guard let frames = lives.popFirst() else { throw .notPermitted(path, user: 1) }
            let goaway = quoted(
                "{'jsonrpc':'2.0','method':'$/goaway','params':{'message':'','reason':'DRAINING'}}")
            return try recorder.daemon { method, _ in
                method == "Hello" ? .result("{\"epoch\":\"a\"}") : .frames(frames + [goaway])
            }.connect(path)
        }
        #expect(status == .notPermitted)
        return terminal
    }

    @Test func `each change is a line, over more than one connection`() {
        let lives = [
            [Self.event(3), Self.event(3), Self.event(2)], [Self.event(2), Self.event(1)],
        ]
        #expect(
            watch([], lives).text.split(separator: "\n") == [
                "12:34:07  claude          3 of 3 accounts available, 0 in use",
                "12:34:07  claude          2 of 3 accounts available, 0 in use",
                "12:34:07  claude          1 of 3 accounts available, 0 in use",
            ])
    }

    @Test func `a program is given each message as it came`() {
        let lines = watch(["--json"], [[Self.event(3), Self.event(3)]]).text
            .split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasPrefix("{\"events\":[],\"id\":2"))
    }

    @Test func `the question names the provider, and other news are passed over`() {
        let recorder = Recorder()
        let other = quoted("{'jsonrpc':'2.0','method':'$/later','params':{}}")
        #expect(watch(["--provider", "claude"], [[other]], recorder).text.isEmpty)
        #expect(recorder.requests.last == "Watch {\"provider\":\"claude\"}")
    }
}
