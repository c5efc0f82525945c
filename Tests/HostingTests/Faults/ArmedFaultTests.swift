#if FAULT_POINTS
    import Hosting
    import Testing

    @Suite struct ArmedFaultTests {
        @Test(arguments: FaultPoint.allCases)
        func `a fault point is named with a count and an action, or without`(point: FaultPoint) {
            let plain = ArmedFault(point.rawValue)
            #expect(plain?.point == point)
            #expect(plain?.count == 1)
            #expect(plain?.action == .kill)

            let full = ArmedFault("\(point.rawValue):3:stop")
            #expect(full?.point == point)
            #expect(full?.count == 3)
            #expect(full?.action == .stop)

            #expect(ArmedFault("\(point.rawValue):fail")?.action == .fail)
            #expect(ArmedFault("\(point.rawValue):2:trap")?.action == .trap)
            #expect(ArmedFault("\(point.rawValue):7")?.count == 7)
        }

        @Test(arguments: [
            "", "nowhere", "grant-kept:0", "grant-kept:-1", "grant-kept:1:die",
            "grant-kept:1:kill:more", "grant-kept:", "grant-kept::kill",
        ])
        func `what names no fault point is no fault`(text: String) {
            #expect(ArmedFault(text) == nil)
        }
    }
#endif
