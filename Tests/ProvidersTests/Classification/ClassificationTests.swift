import JSON
import Providers
import Testing

@Suite struct ClassificationTests {
    @Test(arguments: CaseFile.all)
    func `every known answer of an upstream means what its case says`(_ file: CaseFile) throws {
        let outcome = try file.outcome()
        let expected = try #require(file.value["expect"])
        let differences = Expectation(expected: expected).differences(from: outcome)
        #expect(differences == [], "\(file.id), by \(outcome["rule"]?.string ?? "")")
    }

    @Test func `there are cases at all`() {
        #expect(CaseFile.all.count >= 147)
    }
}
