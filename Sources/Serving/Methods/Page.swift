/// As many of some things as were asked for, where one more was looked for.
struct Page<Item> {
    /// The things, in their order.
    let items: ArraySlice<Item>
    /// The last of them when there are more: what the next page begins behind.
    let next: Item?

    /// Cuts what was found: up to one more than the limit.
    init(_ found: [Item], limit: Int) {
        items = found.prefix(limit)
        next = found.count > limit ? items.last : nil
    }
}
