import HTTP
import Testing

struct FieldsListsTests {
    @Test func `an element is found in any of the fields, in any case`() throws {
        let fields = try Fields([
            ("Connection", "a , Keep-Alive"), ("connection", ",,\tCLOSE\t,b"), ("x", "upgrade"),
        ])
        for element in ["a", "keep-alive", "close", "b"] {
            #expect(fields.list("CONNECTION", contains: element), "\(element)")
        }
        for element in ["keep", "clos", "close,b", "upgrade", "a , Keep-Alive"] {
            #expect(!fields.list("connection", contains: element), "\(element)")
        }
    }
}
