/// A segment that was read.
struct SegmentFile: Sendable {
    let file: FileName
    let bytes: [UInt8]
    /// The header; `nil` when it is damaged.
    let header: FileHeader?

    /// What is known of the batches from an offset on, whatever lies between them.
    struct Traces: Equatable {
        /// The largest number of an intact frame.
        var newest: UInt64
        /// The largest number that an intact frame says was durable.
        var durable: UInt64
    }

    /// Looks for intact frames from an offset on, at every byte, for damage to a length leaves
    /// nobody knows how many bytes until the next frame; `nil` when there is none.
    ///
    /// A checksum is only computed where the numbers could be those of a batch after `number`.
    func traces(from offset: Int, after number: UInt64) -> Traces? {
        var traces: Traces?
        var offset = offset
        while bytes.count - offset >= Frame.headerBytes {
            guard isPlausible(offset, after: number), let frame = try? frame(at: offset) else {
                offset += 1
                continue
            }
            traces = Traces(
                newest: max(frame.number, traces?.newest ?? 0),
                durable: max(frame.durable, traces?.durable ?? 0))
            offset = frame.end
        }
        return traces
    }

    /// Where it is not what was written, whatever lies before it; `nil` when it is.
    var ownDamage: Damage? {
        guard header != nil else { return damage(from: 0, .header) }
        var offset = FileHeader.byteCount
        while offset < bytes.count {
            do throws(Damage.Reason) {
                offset = try frame(at: offset).end
            } catch {
                return damage(from: offset, error)
            }
        }
        return nil
    }

    /// Reads the frame at an offset.
    func frame(at offset: Int) throws(Damage.Reason) -> Frame {
        try Frame(bytes, at: offset, of: file)
    }

    /// The damage from an offset to the end.
    func damage(from offset: Int, _ reason: Damage.Reason) -> Damage {
        Damage(of: file, bytes, from: offset, reason)
    }

    /// Whether the bytes at an offset could begin a frame: each batch takes at least a frame's
    /// header, so that the numbers in a file lie close together.
    private func isPlausible(_ offset: Int, after number: UInt64) -> Bool {
        let found = bytes.littleEndian(at: offset + 8, as: UInt64.self)
        let most = UInt64(bytes.count / Frame.headerBytes)
        guard found > number, found - number <= most else { return false }
        return bytes.littleEndian(at: offset + 16, as: UInt64.self) < found
    }
}
