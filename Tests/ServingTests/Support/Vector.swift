import Foundation
import JSON
import Testing

/// One of the specification's vectors: what a client sends, and the exact bytes that come back.
struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    let socket: String
    let inventory: String
    let send: [JSONValue]
    let expect: [JSONValue]

    var testDescription: String { name }

    /// The folder of the vectors, found from this file.
    static var folder: URL {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder.appending(path: "proto-spec/vectors")
    }

    /// All vectors of all files.
    static let all: [Vector] = {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".json") }.sorted().flatMap { read($0) }
    }()

    private static func read(_ file: String) -> [Vector] {
        guard let data = try? Data(contentsOf: folder.appending(path: file)),
            let value = try? JSONValue.parse(Array(data))
        else { return [] }
        return (value["vectors"]?.array ?? []).map { vector in
            Vector(
                name: "\(file.dropLast(5))/\(vector["name"]?.string ?? "")",
                socket: vector["socket"]?.string ?? "lease",
                inventory: vector["inventory"]?.string ?? "default",
                send: vector["send"]?.array ?? [], expect: vector["expect"]?.array ?? [])
        }
    }
}

/// What is sent in a step, as bytes.
enum VectorStep {
    static func bytes(_ step: JSONValue, _ names: [String: String]) -> [UInt8] {
        if let frame = step["frame"]?.string {
            let text = fill(frame, names)
            let padding = max(0, Int(step["padded_to"]?.integer ?? 0) - text.utf8.count)
            return Bench.frame(text + String(repeating: " ", count: padding))
        }
        if let parts = step["parts"]?.array {
            let texts = parts.map { part in
                String(
                    repeating: part.array?[0].string ?? "",
                    count: Int(part.array?[1].integer ?? 0))
            }
            return Bench.frame(texts.joined())
        }
        if let hex = step["payload_hex"]?.string {
            let payload = unhex(hex)
            let count = payload.count
            return [0, UInt8(count >> 16), UInt8(count >> 8 & 0xff), UInt8(count & 0xff)] + payload
        }
        if let hex = step["hex"]?.string { return unhex(hex) }
        return Array((step["text"]?.string ?? "").utf8)
    }

    /// A text with the names that earlier answers gave put in.
    static func fill(_ text: String, _ names: [String: String]) -> String {
        names.reduce(text) { $0.replacingOccurrences(of: "${\($1.key)}", with: $1.value) }
    }

    private static func unhex(_ text: String) -> [UInt8] {
        let digits = Array(text.utf8.filter { $0 != 0x20 })
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }
}
