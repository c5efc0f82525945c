import Glibc
import Hosting
import Persistence
import Testing

struct RecoveryTextTests {
    @Test func `a fault of the disk is told in words`() {
        #expect(
            StorageFault(.full, in: .append, of: "journal.0007").text
                == "cannot write journal.0007: there is no room left")
        #expect(
            StorageFault(.failing, in: .syncFolder).text
                == "cannot sync the folder: the disk fails to read or to write")
        #expect(
            StorageFault(.other(EROFS), in: .create, of: "image.0008.new").text
                == "cannot make image.0008.new: Read-only file system (EROFS)")
    }

    @Test func `what cannot be used is said file by file`() {
        #expect(
            RecoveryFault.unsupportedVersion(file: "image.0003", oldestReader: 9).lines
                == ["image.0003 is of a newer accountd: reading it takes version 9 of the format"])
        #expect(
            RecoveryFault.unreadable(StorageFault(.failing, in: .read, of: "image.0003")).lines
                == ["cannot read image.0003: the disk fails to read or to write"])
    }

    @Test func `who had a newer accountd is told to start that one`() {
        #expect(
            RecoveryFault.unsupportedVersion(file: "image.0003", oldestReader: 9).advice
                .hasPrefix("start the newer accountd again"))
        #expect(RecoveryFault.nothingValid([]).advice.hasPrefix("mend the disk"))
    }

    @Test func `what loses something is an error, and what loses nothing a notice`() {
        let fault = StorageFault(.failing, in: .read, of: "image.0003")
        let findings: [RecoveryReport.Finding] = [
            .unfinishedImage(file: "image.0002.new"), .missingSegment(file: "journal.0002"),
            .unreadableImage(fault),
        ]
        #expect(findings.map(\.level) == [.notice, .notice, .warning])
        #expect(
            findings.map(\.text) == [
                "image.0002.new was left unfinished; nothing depended on it",
                "journal.0002 is not there: nothing was kept behind its image",
                "cannot read image.0003: the disk fails to read or to write; the image before it "
                    + "and what came since took its place",
            ])
    }
}
