/// What a public body says about the accessibility of its pages, in the structure of the EU's model statement:
/// conformity, content that is not accessible, preparation, feedback and contact, enforcement procedure.
public struct AccessibilityStatement: Sendable, Equatable {
    public enum Conformity: String, Sendable, CaseIterable {
        case notAssessed = "not_assessed"
        case full, partial, none
    }

    public enum Method: String, Sendable, CaseIterable {
        /// A self-assessment by the public body.
        case own
        /// An assessment by a third party.
        case external
    }

    public var conformity = Conformity.notAssessed
    public var barriers = Face.Text()
    /// A date as it was typed: year, month or day; empty where nothing was prepared yet.
    public var prepared = ""
    public var reviewed = ""
    public var method: Method?
    /// Who answers: function, mailbox, telephone.
    public var contact = Face.Text()
    /// The body that people turn to when nobody answers.
    public var enforcement = Face.Text()

    public init() {}

    /// What is still to be filled in before the statement can be called complete.
    public var isComplete: Bool {
        conformity != .notAssessed && !prepared.isEmpty && method != nil && !contact.german.isEmpty
            && !enforcement.german.isEmpty && (conformity == .full || !barriers.german.isEmpty)
    }
}
