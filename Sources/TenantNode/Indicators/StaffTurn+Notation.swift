import AccountPages

extension StaffTurn {
    /// How numbers are typed and shown in the language of the page.
    var notation: EnteredNumber.Notation { language == .german ? .german : .english }
}
