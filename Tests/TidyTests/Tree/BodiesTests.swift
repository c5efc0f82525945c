import Testing

struct BodiesTests {
    private func bodies(_ text: String, at path: String = "Sources/A/B.swift") -> [String] {
        SourceFile(path: path, text: text).bodies.map {
            "\($0.name) \($0.firstLine)-\($0.lastLine)"
        }
    }

    @Test func `functions, initializers and computed properties have bodies`() {
        let text = """
            struct A {
                var stored: Int = 1
                let closure = { 1 }
                var computed: [Int] { [1] }
                init(a: Int) {
                    self.init()
                }
                subscript(a: Int) -> Int { a }
                func f(_ a: () -> Void = {}) throws -> Int {
                    .init(1)
                }
            }
            """
        #expect(
            bodies(text) == ["computed 4-4", "init 5-7", "subscript 8-8", "f 9-11"])
    }

    @Test func `requirements and stored properties have none`() {
        let text = """
            protocol A {
                var a: Int { get }
                var b: Int { get set }
                func f(_ a: Int) -> Int
                init()
                static func g()
            }
            """
        #expect(bodies(text).isEmpty)
    }

    @Test func `an initializer that only stores is told from one that decides`() {
        let text = """
            init(a: Int) { self.a = a }
            init(a: Int) {
                self.a = a
                b = a
            }
            init(a: Int) { self.a = a + 1 }
            init(a: Int) { self.a = f(a) }
            """
        let file = SourceFile(path: "Sources/A/B.swift", text: text)
        #expect(file.bodies.map(\.onlyAssigns) == [true, true, false, false])
    }

    @Test func `a Python function ends where its indentation does`() {
        let text = """
            class A:
                def f(
                    self,
                ) -> int:
                    return 1

                    # the end
                async def g(self):
                    return 2
            x = 1
            """
        #expect(bodies(text, at: "a.py") == ["f 2-7", "g 8-9"])
    }

    @Test func `a shell function ends at the brace in the first column`() {
        #expect(bodies("#!/bin/bash\nf() {\n  {\n  }\n}\ng", at: "run") == ["f 2-5"])
    }
}
