import Ledger

/// Why a look at a log did not end well.
public enum WatchFault: Error, Sendable {
    /// No answer: that says nothing about the log.
    case unreachable(String)
    /// What is served is not the log's, or does not fit what the log has signed. Nothing a third party could check.
    case broken(String)
    /// The log has contradicted itself, or is said to.
    case contradiction(Evidence)
}
