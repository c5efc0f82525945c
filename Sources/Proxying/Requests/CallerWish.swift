package import AccountClient
package import HTTP

/// What an account is wanted for, as a caller's request shows it.
package enum CallerWish {
    /// The wish of a request for a provider's upstream.
    package static func of(_ head: RequestHead, body: [UInt8], provider: String) -> Wish {
        var wish = Wish(
            provider: provider, model: RequestedModel.name(in: body, head.target))
        wish.session = CallerSession.key(in: head.fields)
        wish.isInternal = HeaderRules.isInternal(head.fields)
        return wish
    }
}
