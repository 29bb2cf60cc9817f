/// The way a contribution came. About half of all input is not typed by citizens online.
public enum Channel: String, Sendable, CaseIterable {
    case online, paper
    case eventTable = "event_table"
    case conversation
    case imported = "import"
}

/// Whom a contributor counts themselves among; always their own choice, and never asked for more than once.
public enum Group: String, Sendable, CaseIterable {
    case citizens, businesses, youth, associations, administration, experts
}

/// Where a contribution comes from: channel, group, and for what was not typed by its author, event, table and recorder.
public struct Origin: Sendable, Hashable {
    public var channel: Channel
    /// nil where it was not said.
    public var group: Group?
    /// The event and the table at it.
    public var event: Int64?
    public var table: Int64?
    /// Who wrote it down, as a function or an account's name; empty where the author did.
    public var recorder: String

    public init(
        _ channel: Channel, group: Group? = nil, event: Int64? = nil, table: Int64? = nil, recorder: String = ""
    ) {
        self.channel = channel
        self.group = group
        self.event = event
        self.table = table
        self.recorder = recorder
    }
}
