/// One change to what is kept: the documents by their keys.
///
/// A document is replaced as a whole, so that doing a change a second time changes nothing.
package enum Change: Hashable, Sendable {
    /// The key's document is this from here on.
    case put(String, [UInt8])
    /// The key has no document from here on.
    case remove(String)

    /// Makes the change in a map of documents.
    package func apply(to documents: inout [String: [UInt8]]) {
        switch self {
        case .put(let key, let document): documents[key] = document
        case .remove(let key): documents[key] = nil
        }
    }
}

/// How a change is spelt in a frame:
///
/// | bytes | what |
/// |---|---|
/// | 1 | 1 for put, 2 for remove |
/// | 2 | the key's length |
/// | … | the key, UTF-8 |
/// | 4 | put only: the document's length |
/// | … | put only: the document |
extension Change {
    private static let putCode: UInt8 = 1
    private static let removeCode: UInt8 = 2

    /// Appends the change as it is spelt.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .put(let key, let document):
            guard document.count <= PersistenceLimits.documentBytes else {
                fatalError("a document to be kept is longer than the limit")
            }
            bytes.append(Self.putCode)
            Self.append(key, to: &bytes)
            bytes.append(littleEndian: UInt32(document.count))
            bytes.append(contentsOf: document)
        case .remove(let key):
            bytes.append(Self.removeCode)
            Self.append(key, to: &bytes)
        }
    }

    private static func append(_ key: String, to bytes: inout [UInt8]) {
        let count = key.utf8.count
        guard count <= PersistenceLimits.keyBytes else {
            fatalError("a key to be kept is longer than the limit")
        }
        bytes.append(littleEndian: UInt16(count))
        bytes.append(contentsOf: key.utf8)
    }

    /// Reads the changes that a part of an array spells; `nil` unless it spells them to its end.
    static func decode(_ bytes: [UInt8], in range: Range<Int>) -> [Change]? {
        var rest = range
        var changes: [Change] = []
        while !rest.isEmpty {
            guard let change = decodeFirst(bytes, in: &rest) else { return nil }
            changes.append(change)
        }
        return changes
    }

    private static func decodeFirst(_ bytes: [UInt8], in rest: inout Range<Int>) -> Change? {
        guard let codeRange = take(1, from: &rest),
            let keyCount = count(bytes, as: UInt16.self, from: &rest),
            let keyRange = take(keyCount, from: &rest),
            let key = String(validating: bytes[keyRange], as: UTF8.self)
        else { return nil }
        switch bytes[codeRange.lowerBound] {
        case putCode:
            guard let documentCount = count(bytes, as: UInt32.self, from: &rest),
                let documentRange = take(documentCount, from: &rest)
            else { return nil }
            return .put(key, Array(bytes[documentRange]))
        case removeCode:
            return .remove(key)
        default:
            return nil
        }
    }

    private static func count<Number: FixedWidthInteger & UnsignedInteger>(
        _ bytes: [UInt8], as type: Number.Type, from rest: inout Range<Int>
    ) -> Int? {
        take(Number.bitWidth / 8, from: &rest).map {
            Int(bytes.littleEndian(at: $0.lowerBound, as: type))
        }
    }

    private static func take(_ count: Int, from rest: inout Range<Int>) -> Range<Int>? {
        guard count <= rest.count else { return nil }
        let taken = rest.lowerBound..<rest.lowerBound + count
        rest = taken.upperBound..<rest.upperBound
        return taken
    }
}
