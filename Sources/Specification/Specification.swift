/// The parts of `proto-spec` that the programs themselves hold.
///
/// A target of its own: the bytes are compiled in, which takes long and is seldom needed anew.
package enum Specification {
    /// The protocol as an OpenRPC document, canonical JSON in one line: the bytes of
    /// `proto-spec/openrpc.json`.
    package static var openRPC: [UInt8] { PackageResources.openrpc_json }
}
