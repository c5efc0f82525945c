import Foundation
import JSON

/// A file of the specification, found from this one.
enum SpecFile {
    static func read(_ name: String) throws -> JSONValue {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let data = try Data(contentsOf: folder.appending(path: "proto-spec/\(name)"))
        return try JSONValue.parse(Array(data))
    }
}

/// Bytes of the wire made and taken apart.
enum Bytes {
    static func frame(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let length = bytes.count
        return [0, UInt8(length >> 16), UInt8(length >> 8 & 0xff), UInt8(length & 0xff)] + bytes
    }

    /// The texts of whole frames, one after another.
    static func texts(_ bytes: [UInt8]) -> [String] {
        var texts: [String] = []
        var rest = bytes[...]
        while rest.count >= 4 {
            let header = Array(rest.prefix(4))
            let length = Int(header[1]) << 16 | Int(header[2]) << 8 | Int(header[3])
            texts.append(String(decoding: rest.dropFirst(4).prefix(length), as: UTF8.self))
            rest = rest.dropFirst(4 + length)
        }
        return texts
    }
}
