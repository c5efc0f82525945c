import Hosting
import JSON
import Leasing
import Seeding
import Testing

struct ObjectReaderTests {
    /// Reads an object, and answers what was read and the mistakes noted.
    private func read<Value>(
        _ text: String, known: [String] = ["x"],
        _ take: (ObjectReader, inout ProblemList) -> Value?
    ) throws -> (value: Value?, faults: [String]) {
        var problems = ProblemList()
        problems.open("i.json", LineIndex(Array(text.utf8)))
        let object = ObjectReader(
            try JSONValue.parse(Array(text.utf8)), path: "p", known: known, &problems)
        let value = object.flatMap { take($0, &problems) }
        return (value, problems.report)
    }

    @Test func `what is no object is named by what it is`() throws {
        for (text, kind) in [
            ("[]", "a list"), ("1", "a number"), ("\"x\"", "a string"), ("null", "null"),
            ("true", "true or false"),
        ] {
            let faults = try read(text) { _, _ in 1 }.faults
            #expect(faults == ["i.json:1: p: must be an object, is \(kind)"])
        }
    }

    @Test func `an unknown key names the nearest known one`() throws {
        let faults = try read("{\n\"max_inflight\": 1}", known: ["id", "max_in_flight"]) { _, _ in 1
        }
        #expect(
            faults.faults == [
                "i.json:2: p: unknown key \"max_inflight\"; did you mean \"max_in_flight\"?"
            ])
    }

    @Test func `an unknown key without a near one names all`() throws {
        let faults = try read("{\"colour\": 1}", known: ["id", "weight"]) { _, _ in 1 }.faults
        #expect(faults == ["i.json:1: p: unknown key \"colour\"; known are id, weight"])
    }

    @Test func `a key that may be a secret is not repeated`() throws {
        let faults = try read("{\"sk-ant-0123456789abcdef0123456789\": 1}") { _, _ in 1 }.faults
        #expect(faults == ["i.json:1: p: unknown key; known are x"])
    }

    @Test func `null is absence`() throws {
        #expect(try read("{\"x\": null}") { $0.integer("x", in: 1...2, &$1) } == (nil, []))
        #expect(
            try read("{\"x\": null}") { $0.requireValue("x", &$1) }.faults
                == ["i.json:1: p.x: is missing"])
    }

    @Test func `a text is a string of its length without control characters`() throws {
        let text = { (json: String) in
            try self.read("{\"x\": \(json)}") { $0.text("x", bytes: 1...4, &$1) }
        }
        #expect(try text("\"éé\"") == ("éé", []))
        #expect(try text("7").faults == ["i.json:1: p.x: must be a string, is a number"])
        #expect(try text("\"\"").faults == ["i.json:1: p.x: must have 1 to 4 bytes, has 0"])
        #expect(try text("\"ééé\"").faults == ["i.json:1: p.x: must have 1 to 4 bytes, has 6"])
        for escape in ["\\u0000", "\\n", "\\u001b", "\\u202e"] {
            #expect(
                try text("\"\(escape)\"").faults
                    == ["i.json:1: p.x: must not contain line breaks or other control characters"])
        }
    }

    @Test(arguments: 0..<500)
    func `an integer is read exactly when it is whole and in its range`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let range = Int.random(in: -5...5, using: &random)...Int.random(in: 6...9, using: &random)
        let number = Int.random(in: -12...12, using: &random)
        let spelling = ["\(number)", "\(number).0", "\(number)e0", "\(number).5", "\"\(number)\""]
        let form = Int.random(in: 0..<5, using: &random)
        let answer = try read("{\"x\": \(spelling[form])}") { $0.integer("x", in: range, &$1) }
        let isGood = form < 3 && range.contains(number)
        #expect(answer.value == (isGood ? number : nil), "seed \(seed)")
        #expect(answer.faults.count == (isGood ? 0 : 1), "seed \(seed)")
    }

    @Test(arguments: ["1e400", "-1e400", "9007199254740993", "1e-400", "123456789012345678901234"])
    func `a number that no integer holds is refused`(number: String) throws {
        let answer = try read("{\"x\": \(number)}") { $0.integer("x", in: 1...2, &$1) }
        #expect(answer.faults == ["i.json:1: p.x: must be a whole number from 1 to 2"])
    }

    @Test func `a boolean is true or false and nothing like it`() throws {
        #expect(try read("{\"x\": false}") { $0.boolean("x", &$1) } == (false, []))
        for text in ["0", "\"true\"", "[]"] {
            #expect(try read("{\"x\": \(text)}") { $0.boolean("x", &$1) }.faults.count == 1)
        }
    }

    @Test func `a word is one of those given, and a near one is offered`() throws {
        let word = { (json: String) in
            try self.read("{\"x\": \(json)}") { $0.word("x", of: ["count", "ignore"], &$1) }
        }
        #expect(try word("\"count\"") == ("count", []))
        #expect(
            try word("\"ignor\"").faults == [
                "i.json:1: p.x: must be one of \"count\", \"ignore\"; did you mean \"ignore\"?"
            ])
        #expect(try word("3").faults == ["i.json:1: p.x: must be one of \"count\", \"ignore\""])
    }

    @Test func `each element of a list that is no text is named`() throws {
        let answer = try read("{\"x\": [\"a\",\n1,\n\"b\", \"\"]}") {
            $0.texts("x", bytes: 1...4, &$1)
        }
        #expect(answer.value == ["a", "b"])
        #expect(
            answer.faults == [
                "i.json:2: p.x[1]: must be a string of 1 to 4 bytes without control characters",
                "i.json:3: p.x[3]: must be a string of 1 to 4 bytes without control characters",
            ])
    }

    @Test func `a list has an end`() throws {
        let elements = { (count: Int) in
            "{\"x\": [\(Array(repeating: "\"a\"", count: count).joined(separator: ","))]}"
        }
        #expect(try read(elements(1024)) { $0.texts("x", bytes: 1...4, &$1) }.faults == [])
        #expect(
            try read(elements(1025)) { $0.texts("x", bytes: 1...4, &$1) }.faults
                == ["i.json:1: p.x: must have at most 1024 elements"])
    }

    @Test func `a time is a date of the internet`() throws {
        let time = { (json: String) in
            try self.read("{\"x\": \(json)}") { $0.time("x", &$1) }
        }
        #expect(try time("\"1970-01-01T00:01:00Z\"") == (UnixTime(seconds: 60), []))
        #expect(try time("\"1970-01-01T01:01:00+01:00\"") == (UnixTime(seconds: 60), []))
        for text in ["\"tomorrow\"", "\"1970-13-01T00:00:00Z\"", "\"60\""] {
            #expect(
                try time(text).faults
                    == ["i.json:1: p.x: must be a time like 2036-01-01T00:00:00Z"])
        }
    }

    @Test(arguments: [
        "https://api.example.com", "http://127.0.0.1:8080/v1", "https://[::1]:8443",
        "https://host/a@b?b=c@d",
    ])
    func `an address begins with its scheme and names a host`(address: String) throws {
        #expect(try read("{\"x\": \"\(address)\"}") { $0.address("x", &$1) } == (address, []))
    }

    @Test(arguments: [
        "api.example.com", "ftp://a", "https://", "https:///v1", "https://?q", "HTTPS://a",
        "https://a b", "https://é", "//a",
    ])
    func `what is no address is refused`(address: String) throws {
        #expect(
            try read("{\"x\": \"\(address)\"}") { $0.address("x", &$1) }.faults
                == ["i.json:1: p.x: must be an address that begins with https:// or http://"])
    }

    @Test(arguments: ["https://user@host/a", "http://a:word@[::1]:80", "https://a:word@host?b"])
    func `an address that names a user is refused, and not repeated`(address: String) throws {
        #expect(
            try read("{\"x\": \"\(address)\"}") { $0.address("x", &$1) }.faults
                == [
                    "i.json:1: p.x: must name no user or password: they belong in the credential "
                        + "or in headers"
                ])
    }

    @Test(arguments: 0..<500)
    func `a name is 1 to 64 of the characters for names`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let letters = Array("azAZ09._-/ é\u{0}:")
        let name = String(
            (0..<Int.random(in: 0...70, using: &random)).map { _ in
                letters[Int.random(in: 0..<(seed % 2 == 0 ? 9 : letters.count), using: &random)]
            })
        let isGood = (1...64).contains(name.utf8.count) && name.allSatisfy(letters[..<9].contains)
        #expect(Identifier.isValid(name) == isGood, "seed \(seed)")
    }
}

/// Two answers of which both parts are equal.
private func == <Value: Equatable>(
    left: (value: Value?, faults: [String]), right: (Value?, [String])
) -> Bool {
    left.value == right.0 && left.faults == right.1
}
