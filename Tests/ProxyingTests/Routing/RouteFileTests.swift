import AccountClient
import HTTP
import Proxying
import Testing

struct RouteFileTests {
    private func problems(_ text: String) -> [String] {
        RouteFile("routes.json", Array(text.utf8)).problems
    }

    @Test func `routes are read`() {
        let file = RouteFile(
            "routes.json",
            Array(
                """
                {"routes":[{"prefix":"/claude","provider":"claude",
                 "upstream":"https://api.anthropic.com"},
                 {"prefix":"/g","provider":"antigravity","upstream":"http://[::1]:8080/x",
                 "dialect":"openai","fallback":{"headers":{"x-api-key":"own"},
                 "base_url":"https://own.example"}}]}
                """.utf8))
        #expect(file.problems.isEmpty)
        #expect(file.holdsSecret)
        #expect(file.table.routes.map(\.provider) == ["claude", "antigravity"])
        #expect(file.table.routes.map(\.dialect) == [.anthropic, .openai])
        let own = OwnAccount(
            headers: [CredentialHeader(name: "x-api-key", value: "own")],
            baseURL: "https://own.example")
        #expect(file.table.routes.last?.fallback == own)
    }

    @Test func `all mistakes are told at once, with file, line and field`() {
        let found = problems(
            """
            {"routes":[
            {"prefix":"claude","provider":"cl aude","upstream":"api.example"},
            {"prefx":"/a","provider":"a","upstream":"https://a?b"},
            {"prefix":"/b","provider":"b","upstream":"https://b","dialect":"antropic",
             "only_upstream":1},
            {"prefix":"/c","provider":"c","upstream":"https://c"},
            {"prefix":"/c","provider":7,"upstream":"https://c"},
            {"prefix":"/c/","provider":"d","upstream":"https://c"},
            {"prefix":"/-","provider":"d","upstream":"https://c","fallback":{"headers":"own"}},
            5]}
            """)
        let expected = [
            "routes.json:2: routes[0].prefix: must be a path like /claude",
            "routes.json:2: routes[0].provider: must be 1 to 64",
            "routes.json:2: routes[0].upstream: must be an address",
            "routes.json:3: routes[1].prefx: is not a field; did you mean prefix?",
            "routes.json:3: routes[1].prefix: is missing",
            "routes.json:3: routes[1].upstream: must be an address",
            "routes.json:4: routes[2].dialect: must be one of anthropic, openai, gemini; "
                + "did you mean anthropic?",
            "routes.json:5: routes[2].only_upstream: must be true or false",
            "routes.json:7: routes[4].provider: must be a string",
            "routes.json:8: routes[5].prefix: another route has this prefix",
            "routes.json:9: routes[6].prefix: must be a path",
            "routes.json:9: routes[6].fallback.headers: must be an object",
            "routes.json:10: routes[7]: must be an object",
        ]
        #expect(found.count == expected.count, "\(found)")
        for (line, beginning) in zip(found, expected) {
            #expect(line.hasPrefix(beginning), "\(line)")
        }
    }

    @Test(arguments: ["", "[]", "{}", "{\"routes\":{}}", "{\"routes\":[]}", "{\"routes\":[,]}"])
    func `what is no list of routes is a mistake`(text: String) {
        #expect(problems(text).count == 1)
    }

    @Test func `what is no JSON is told with its column and its cause, and nothing of it`() {
        #expect(
            problems("{\"routes\":[\n  {\"prefix\": 'sk-secret'}]}")
                == ["routes.json:2:14: strings stand in double quotes"])
        #expect(problems("") == ["routes.json:1:1: the file is empty"])
        #expect(problems("[1") == ["routes.json:1:3: the file ends before the text is complete"])
    }

    @Test func `a secret in a wrong place is not repeated`() {
        let found = problems(
            "{\"routes\":[{\"prefix\":\"/a\",\"provider\":\"sk-secret !\",\"upstream\":"
                + "\"sk-secret\",\"fallback\":{\"headers\":{\"a b\":\"sk-secret\"}}}]}")
        #expect(found.count == 3)
        #expect(!found.joined().contains("secret"))
    }
}
