import JSON
import Secrets

/// The `result` of a Select.
package struct SelectAnswer: Equatable, Sendable {
    var accountID = ""
    var baseURL: String?
    var expiresIn: Int64 = 0
    var fence: Int64 = 0
    var generation: Int64 = 0
    var headers: [CredentialHeader] = []
    var isDetached = false
    var isProbe = false
    var isReplayed = false
    var leaseID = ""
    var poolSize: Int64 = 0
    var renewAfter: Int64 = 0
    var waited: Int64 = 0

    private enum Part: Int { case credential, lease, poolSize, replayed, waited }
    private enum CredentialPart: Int { case baseURL, generation, headers }
    private enum LeasePart: Int {
        case accountID, detached, expiresIn, fence, leaseID, probe, renewAfter
    }

    private static let parts = JSONNames([
        "credential", "lease", "pool_size", "replayed", "waited_ms",
    ])
    private static let credentialParts = JSONNames(["base_url", "generation", "headers"])
    private static let leaseParts = JSONNames([
        "account_id", "detached", "expires_in_ms", "fence", "lease_id", "probe", "renew_after_ms",
    ])

    /// Reads an answer; `nil` when it is not the protocol's.
    package init?(_ result: [UInt8]) {
        var reader = JSONReader(result)
        guard (try? read(&reader)) == true, !leaseID.isEmpty, !accountID.isEmpty, poolSize > 0
        else { return nil }
    }

    /// The lease alone, of an answer that nobody waits for.
    package static func leaseID(in result: [UInt8]) -> String? {
        guard let value = try? JSONValue.parse(result) else { return nil }
        return value["lease"]?["lease_id"]?.string
    }

    private mutating func read(_ reader: inout JSONReader) throws(JSONFault) -> Bool {
        try reader.beginObject()
        while let index = try reader.nextMember(Self.parts) {
            switch Part(rawValue: index) {
            case .credential: try readCredential(&reader)
            case .lease: try readLease(&reader)
            case .poolSize: poolSize = try reader.readNumber().integer ?? 0
            case .replayed: isReplayed = try reader.readBoolean()
            case .waited: waited = try reader.readNumber().integer ?? 0
            case nil: _ = try reader.skipValue()
            }
        }
        try reader.finish()
        return true
    }

    private mutating func readCredential(_ reader: inout JSONReader) throws(JSONFault) {
        try reader.beginObject()
        while let index = try reader.nextMember(Self.credentialParts) {
            switch CredentialPart(rawValue: index) {
            case .baseURL: baseURL = reader.text(of: try reader.readString())
            case .generation: generation = try reader.readNumber().integer ?? 0
            case .headers: try readHeaders(&reader)
            case nil: _ = try reader.skipValue()
            }
        }
    }

    private mutating func readHeaders(_ reader: inout JSONReader) throws(JSONFault) {
        try reader.beginObject()
        while let name = try reader.nextName() {
            let name = reader.text(of: name)
            let value = Secret(reader.text(of: try reader.readString()))
            headers.append(CredentialHeader(name: name, secret: value))
        }
    }

    private mutating func readLease(_ reader: inout JSONReader) throws(JSONFault) {
        try reader.beginObject()
        while let index = try reader.nextMember(Self.leaseParts) {
            switch LeasePart(rawValue: index) {
            case .accountID: accountID = reader.text(of: try reader.readString())
            case .detached: isDetached = try reader.readBoolean()
            case .expiresIn: expiresIn = try reader.readNumber().integer ?? 0
            case .fence: fence = try reader.readNumber().integer ?? 0
            case .leaseID: leaseID = reader.text(of: try reader.readString())
            case .probe: isProbe = try reader.readBoolean()
            case .renewAfter: renewAfter = try reader.readNumber().integer ?? 0
            case nil: _ = try reader.skipValue()
            }
        }
    }
}
