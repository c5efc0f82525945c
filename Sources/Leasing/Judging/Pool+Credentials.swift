extension Pool {
    /// Takes in that a credential was refused or its account banned.
    ///
    /// Words and a bare status are believed when a second, independent answer says the same; a
    /// structured field at once.
    mutating func refuseCredential(_ bearing: Bearing, _ account: Int, _ lease: Lease) {
        let records = accounts[account].records
        let reason = bearing.finding.category
        let isConfirmed = records.cooldowns.contains {
            $0.reason == reason && $0.models == nil && lease.fence >= $0.openedFence
        }
        if bearing.finding.isStructured || isConfirmed {
            setStatus(reason == .accountSuspended ? .suspended : .expired, bearing, account, lease)
            return
        }
        let end = bearing.now.instant + Limits.authenticationPause
        open(reason, models: nil, until: end, bearing, account, lease)
    }

    private mutating func setStatus(
        _ status: RotationStatus, _ bearing: Bearing, _ account: Int, _ lease: Lease
    ) {
        guard accounts[account].records.status != status else { return }
        accounts[account].records.status = status
        accounts[account].records.cooldowns.removeAll { $0.reason.hinderedState == .authFailed }
        facts.append(
            .status(
                status, reason: bearing.finding.category, account: accounts[account].account.id,
                provenance(bearing, lease)))
    }
}
