import HTTP
import Testing

struct RequestHeadTests {
    @Test func `HTTP/1.1 needs one Host and HTTP/1.0 none`() {
        #expect(Requests.fault("GET / HTTP/1.1") == .missingHost)
        #expect(Requests.fault("GET / HTTP/1.1", "X-Host: a") == .missingHost)
        #expect(Requests.fault("GET / HTTP/1.1", "Host: a") == nil)
        #expect(Requests.fault("GET / HTTP/1.1", "host:") == nil)
        #expect(Requests.steps("GET / HTTP/1.0\r\n\r\n").fault() == nil)
        #expect(Requests.fault("GET / HTTP/1.1", "Host: a", "Host: a") == .repeatedHost)
        #expect(Requests.fault("GET / HTTP/1.0", "Host: a", "hOST: b") == .repeatedHost)
        #expect(Requests.fault("GET / HTTP/1.1", "Host: a b") == .malformedHost)
        #expect(Requests.fault("GET http://a/ HTTP/1.1") == .missingHost)
    }

    @Test func `the target's authority stands above Host`() throws {
        #expect(try Requests.head("GET / HTTP/1.1", "Host: a:1").authority == "a:1")
        #expect(try Requests.head("GET http://b:2/ HTTP/1.1", "Host: a:1").authority == "b:2")
        #expect(try Requests.head("GET / HTTP/1.0").authority == nil)
    }

    @Test func `only a client of HTTP/1.1 with content waits to be asked for it`() throws {
        let expect = "Expect: 100-Continue"
        let length = "Content-Length: 1"
        #expect(
            try Requests.head("PUT / HTTP/1.1", "Host: a", expect, length).expectsContinue)
        #expect(
            try Requests.head(
                "PUT / HTTP/1.1", "Host: a", expect, "Transfer-Encoding: chunked"
            ).expectsContinue)
        #expect(try !Requests.head("PUT / HTTP/1.0", "Host: a", expect, length).expectsContinue)
        #expect(try !Requests.head("PUT / HTTP/1.1", "Host: a", expect).expectsContinue)
        #expect(try !Requests.head("PUT / HTTP/1.1", "Host: a", length).expectsContinue)
        #expect(
            try !Requests.head("PUT / HTTP/1.1", "Host: a", "Expect: 101", length).expectsContinue)
    }
}
