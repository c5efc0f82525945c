import Leasing
import Testing

struct AllowanceTests {
    @Test func `G4 it begins with one and grows by one each quarter of a second`() {
        let allowance = Allowance(models: nil, since: Host.start, inFlight: 0)
        for milliseconds in [0, 1, 249, 250, 251, 499, 500, 1000, 60_000] as [Int64] {
            let now = Host.start + .milliseconds(milliseconds)
            #expect(allowance.most(at: now) == 1 + Int(milliseconds / 250))
            let next = allowance.nextGrowth(after: now)
            #expect(next > now && next - now <= .milliseconds(250))
            #expect(allowance.most(at: next) == allowance.most(at: now) + 1)
        }
    }

    @Test func `it holds back what its models are and no other`() {
        let allowance = Allowance(models: ModelPattern("m-*"), since: Host.start, inFlight: 1)
        #expect(allowance.holdsBack("m-1", at: Host.start))
        #expect(!allowance.holdsBack("n", at: Host.start))
        #expect(!allowance.holdsBack(nil, at: Host.start))
        #expect(!allowance.holdsBack("m-1", at: Host.start + .milliseconds(250)))
    }
}
