package import Persistence

extension RecoveryReport.Finding {
    /// How much it matters to an operator.
    package var level: Log.Level {
        switch self {
        case .unfinishedImage, .missingSegment, .cutTail: .notice
        case .damagedImage, .unreadableImage: .warning
        case .damagedSegment: .error
        }
    }

    /// What was found, as a line.
    package var text: String {
        switch self {
        case .unfinishedImage(let file): "\(file) was left unfinished; nothing depended on it"
        case .damagedImage(let damage):
            "\(damage.text); the image before it and what came since took its place"
        case .unreadableImage(let fault):
            "\(fault.text); the image before it and what came since took its place"
        case .missingSegment(let file): "\(file) is not there: nothing was kept behind its image"
        case .cutTail(let damage): "\(damage.text); the unfinished end is cut"
        case .damagedSegment(let damage): "\(damage.text); what comes after it is lost"
        }
    }
}

extension RecoveryFault {
    /// Why nothing was opened, a line for each file.
    package var lines: [String] {
        switch self {
        case .unreadable(let fault): [fault.text]
        case .unsupportedVersion(let file, let oldest):
            ["\(file) is of a newer accountd: reading it takes version \(oldest) of the format"]
        case .nothingValid(let damages): damages.map(\.text)
        }
    }
}

extension RecoveryFault {
    /// What an operator can do about it.
    package var advice: String {
        switch self {
        case .unreadable, .nothingValid:
            "mend the disk, put a backup in place, or move the files away to begin anew"
        case .unsupportedVersion:
            "start the newer accountd again, put a backup in place, "
                + "or move the files away to begin anew"
        }
    }
}

extension Damage {
    /// Where and how a file is damaged.
    package var text: String {
        let how =
            switch reason {
            case .header: "its header is not intact"
            case .truncated: "it ends inside a record"
            case .checksum: "a checksum does not fit"
            case .number: "a record is out of its order"
            case .changes: "a record holds something else than changes"
            case .surplus: "it goes on after its end"
            case .gap: "records are missing before it"
            }
        return "\(file), byte \(offset): \(how) (\(byteCount) bytes from there)"
    }
}
