/// A place in the daemon's turn where a test can have it die, stand still, or fail, at the worst
/// moment rather than at a random one.
///
/// Only a debug build has any of it: elsewhere `reach` is empty.
package enum FaultPoint: String, CaseIterable, Sendable {
    /// A lease is granted; neither the table nor the client knows of it.
    case grantDecided = "grant-decided"
    /// Half of the lease's slot is written.
    case grantHalfKept = "grant-half-kept"
    /// The table has the lease; its client has not.
    case grantKept = "grant-kept"
    /// A lease has ended; neither the table nor the client knows of it.
    case endDecided = "end-decided"
    /// The table has the lease's last report, and not its end.
    case endHalfKept = "end-half-kept"
    /// The table has the end; its client does not know of it.
    case endKept = "end-kept"
    /// Something was learnt of an account; neither the journal nor the client knows of it.
    case markDecided = "mark-decided"
    /// Half of the batch is in the journal.
    case markHalfKept = "mark-half-kept"
    /// The journal has what was learnt; the client does not know of it.
    case markKept = "mark-kept"
    /// A new image has been made, and is empty.
    case imageBegun = "image-begun"
    /// Half of the image is written.
    case imageHalfKept = "image-half-kept"
    /// The image has its name; the generation before is still there.
    case imageRenamed = "image-renamed"
    /// The sockets listen, and nothing that was kept has been read.
    case stateLoading = "state-loading"
    /// The daemon woke up, and has read nothing yet.
    case turnBegun = "turn-begun"
    /// The kernel is asked whose a connection is.
    case peerCredentials = "peer-credentials"

    /// Takes in that the daemon has come to the place.
    @inline(__always)
    package static func reach(_ point: FaultPoint) {
        #if FAULT_POINTS
            _ = ArmedFault.current?.comes(to: point)
        #endif
    }

    /// Takes in that the daemon has come to the place; whether it is to be taken to have failed.
    @inline(__always)
    package static func fails(_ point: FaultPoint) -> Bool {
        #if FAULT_POINTS
            ArmedFault.current?.comes(to: point) ?? false
        #else
            false
        #endif
    }

    /// Whether the place is one that is waited for: what leads up to it may be done in two steps.
    @inline(__always)
    package static func isAwaited(_ point: FaultPoint) -> Bool {
        #if FAULT_POINTS
            ArmedFault.current?.point == point
        #else
            false
        #endif
    }
}
