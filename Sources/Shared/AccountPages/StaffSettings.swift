import Pages
import Service

/// Settings of the staff pages that hub and node read alike.
public enum StaffSettings {
    /// Checks the address that stands in front of links which are handed on; nil where it is empty.
    public static func publicAddress(_ text: String, at key: String = "staff.publicAddress") throws(ServiceError)
        -> String?
    {
        guard !text.isEmpty else { return nil }
        let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
        guard isWeb, !text.hasSuffix("/"), (try? Address(text)) != nil, !text.contains("?"), !text.contains("#") else {
            throw ServiceError(
                .outOfRange, "An address such as https://node.example without a slash at its end is expected.",
                at: key)
        }
        return text
    }
}
