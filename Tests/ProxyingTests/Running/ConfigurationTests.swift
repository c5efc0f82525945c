import Foundation
import Kernel
import Proxying
import Secrets
import Testing

struct ConfigurationTests {
    private func read(
        _ routes: String, keys: String? = nil, mode: Int = 0o600
    ) throws -> Configuration {
        let folder = try Folder.makeTemporary(named: "proxy-configuration")
        defer { try? Folder.removeTree(folder) }
        var line = ["--routes", "\(folder)/routes.json"]
        try write(routes, "\(folder)/routes.json", mode)
        if let keys {
            try write(keys, "\(folder)/keys", mode)
            line += ["--client-keys", "\(folder)/keys"]
        }
        return try Configuration(try ProxyOptions(line))
    }

    private func write(_ text: String, _ path: String, _ mode: Int) throws {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private let routes =
        "{\"routes\":[{\"prefix\":\"/a\",\"provider\":\"a\",\"upstream\":\"http://a\"}]}"
    private let key = "0123456789abcdef"

    @Test func `routes and keys are read`() throws {
        let configuration = try read(routes, keys: key)
        #expect(configuration.routes.routes.count == 1)
        #expect(configuration.keys?.contains(Secret(key)) == true)
        #expect(try read(routes, mode: 0o644).keys == nil)
    }

    @Test func `the mistakes of both files are told at once, and no key`() throws {
        let fault = #expect(throws: StartFault.self) {
            try read("{\"routes\":[{},7]}", keys: "sk-secret !", mode: 0o644)
        }
        #expect(fault?.status == .configuration)
        #expect(fault?.lines.count == 6)
        #expect(fault?.lines.joined().contains("sk-secret") == false)
        #expect(fault?.lines.contains { $0.contains("chmod 600") } == true)
    }

    @Test func `the command that mends a file's mode names the file`() throws {
        let folder = try Folder.makeTemporary(named: "proxy keys")
        defer { try? Folder.removeTree(folder) }
        try write(routes, "\(folder)/routes.json", 0o600)
        try write(key, "\(folder)/the keys", 0o644)
        let options = try ProxyOptions([
            "--routes", "\(folder)/routes.json", "--client-keys", "\(folder)/the keys",
        ])
        let fault = #expect(throws: StartFault.self) { try Configuration(options) }
        #expect(
            fault?.lines == [
                "\(folder)/the keys: holds a secret and others can reach it (mode 0644); "
                    + "mend it with: chmod 600 '\(folder)/the keys'"
            ])
    }

    @Test func `routes that hold a secret are nobody else's to read`() throws {
        let text = routes.replacingOccurrences(
            of: "\"prefix\"", with: "\"fallback\":{\"headers\":{\"a\":\"b\"}},\"prefix\"")
        #expect(try read(text).routes.routes.count == 1)
        #expect(throws: StartFault.self) { try read(text, mode: 0o640) }
    }

    @Test func `a key in the place of its file's name is not repeated`() throws {
        let key = "sk-proj-0Abc1Def2Ghi3Jkl4Mno"
        let options = try ProxyOptions(["--routes", "nowhere.json", "--client-keys", key])
        let fault = #expect(throws: StartFault.self) { try Configuration(options) }
        #expect(fault?.lines.map { $0.prefix { $0 != ":" } } == ["nowhere.json", "FILE"])
    }

    @Test func `a file that is missing or no file is a mistake`() throws {
        for path in ["/nowhere/routes.json", "/tmp"] {
            #expect(throws: StartFault.self) {
                try Configuration(try ProxyOptions(["--routes", path]))
            }
        }
    }
}
