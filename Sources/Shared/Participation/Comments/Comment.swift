/// What somebody says to a contribution, or what the town answers.
public struct Comment: Sendable, Hashable {
    public let id: Int64
    public let contribution: Int64
    /// The comment it replies to.
    public let parent: Int64?
    public let text: String
    public let pseudonym: String
    public let channel: Channel
    /// The office that answers; empty for a comment of the public.
    public let office: String
    public let visibility: Visibility
    public let received: Int64

    public init(
        id: Int64 = 0, contribution: Int64, parent: Int64? = nil, text: String, pseudonym: String = "",
        channel: Channel = .online, office: String = "", visibility: Visibility = .received, received: Int64
    ) {
        self.id = id
        self.contribution = contribution
        self.parent = parent
        self.text = text
        self.pseudonym = pseudonym
        self.channel = channel
        self.office = office
        self.visibility = visibility
        self.received = received
    }

    /// In bytes of UTF-8.
    public static let textLimit = 4000
}
