import Accounts
import Pages
import Service

/// Settings of the staff pages that hub and node read alike.
public enum StaffSettings {
    /// What the house demands of its accounts: the keys `secondFactor`, `sessionIdle`, `sessionLength` and
    /// `securityLogDays`.
    public static func policy(_ staff: SettingsReader) throws -> AccountPolicy {
        var policy = AccountPolicy()
        policy.secondFactorRoles = try staff.list("secondFactor", default: []).map { text in
            guard let role = StaffRole(rawValue: text) else {
                let known = StaffRole.allCases.map(\.rawValue).joined(separator: ", ")
                throw ServiceError(.outOfRange, "Roles are expected, some of \(known).", at: "staff.secondFactor")
            }
            return role
        }
        let idle = try staff.duration("sessionIdle", in: .seconds(60)...(.seconds(86_400)), default: .seconds(3600))
        let length = try staff.duration(
            "sessionLength", in: .seconds(300)...(.seconds(7 * 86_400)), default: .seconds(12 * 3600))
        guard idle <= length else {
            throw ServiceError(
                .outOfRange, "A session cannot be idle for longer than it lasts (sessionLength).",
                at: "staff.sessionIdle")
        }
        policy.idle = idle.components.seconds
        policy.absolute = length.components.seconds
        let days = try staff.integer("securityLogDays", in: 0...36_500, default: 730)
        policy.securityLogDays = days == 0 ? nil : Int64(days)
        return policy
    }

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
