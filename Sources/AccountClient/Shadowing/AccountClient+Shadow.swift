extension AccountClient {
    /// A shadow of accountd: it lends nothing, and says where accountd would have chosen another
    /// account than the caller's own pool.
    ///
    /// Make one and keep it: it is what counts.
    ///
    /// - Parameters:
    ///   - patience: how long a comparison may take before it is dropped.
    ///   - report: gets each difference, on no thread in particular, several at a time. What takes
    ///     long in it makes others be dropped; it does not hold up the callers.
    public nonisolated func shadow(
        patience: Duration = .seconds(1),
        report: @escaping @Sendable (ShadowDifference) -> Void = { _ in }
    ) -> ShadowClient {
        ShadowClient(self, patience: patience, report: report)
    }
}
