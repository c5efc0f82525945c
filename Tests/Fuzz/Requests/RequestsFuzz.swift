// Needs JSON, Leasing, Wire, Providers and Serving.

/// Takes the input for a program of connections, frames, times and inventories, and plays it to a
/// service; after each step everything that a client or an operator can see must be right.
@c(LLVMFuzzerTestOneInput)
public func fuzzRequests(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let player = Player(bytes)
    player.play()
    return 0
}
