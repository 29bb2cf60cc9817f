import Federation
import Pages

/// Questions about a member that several forms ask: name, role, official keys, place.
struct MemberForm {
    let desk: Desk

    func field(
        _ id: String, _ label: Phrase, _ control: FormField.Control = .text(), hint: Phrase? = nil,
        isRequired: Bool = true
    )
        -> FormPart
    {
        .field(
            FormField(
                id: id, label: desk(label), control: control, hint: hint.map { desk($0) } ?? "", isRequired: isRequired)
        )
    }

    var facts: [FormPart] {
        [
            field("name", .memberName),
            field(
                "role", .memberRole,
                .radios(
                    [
                        (Role.pioneer, Phrase.pioneerHint), (.joiner, .joinerHint), (.supporter, .supporterHint),
                    ].map { role, hint in
                        FormField.Option(role.rawValue, Phrase.capitalized(desk(.role(role))), hint: desk(hint))
                    })),
            .group(
                FormGroup(
                    desk(.officialHeading), hint: desk(.officialHint),
                    [
                        field("ags", .agsLabel, .text(width: 12), hint: .agsHint, isRequired: false),
                        field("ars", .arsLabel, .text(width: 20), hint: .arsHint, isRequired: false),
                        field("status", .statusDayLabel, .text(width: 12), hint: .statusDayHint, isRequired: false),
                    ])),
            .group(
                FormGroup(
                    desk(.placeHeading), hint: desk(.placeHint),
                    [
                        field("latitude", .latitude, .text(width: 12), isRequired: false),
                        field("longitude", .longitude, .text(width: 12), isRequired: false),
                    ])),
        ]
    }

    /// What a form on this member begins with.
    func stored(_ member: Member) -> [String: [String]] {
        [
            "name": [member.name], "role": [member.role.rawValue], "ags": [member.official?.ags ?? ""],
            "ars": [member.official?.ars ?? ""],
            "status": [member.official.map { desk.typed($0.statusDay) } ?? ""],
            "latitude": [member.location.map { desk.say.number($0.latitude) } ?? ""],
            "longitude": [member.location.map { desk.say.number($0.longitude) } ?? ""],
        ]
    }

    /// What was typed, with sentences in `input` where it will not do.
    static func read(_ input: inout FormInput) -> Typed {
        Typed(
            name: input.line("name", limit: 200, isRequired: true), role: input.word("role", Role.self) ?? .joiner,
            official: official(&input), location: location(&input))
    }

    struct Typed {
        let name: String
        let role: Role
        let official: Admission.OfficialKeys?
        let location: Admission.Location?
    }

    private static func official(_ input: inout FormInput) -> Admission.OfficialKeys? {
        let (ags, ars) = (digits(input["ags"]), digits(input["ars"]))
        guard !ags.isEmpty || !ars.isEmpty || !input["status"].isEmpty else { return nil }
        if ags.utf8.count != 8 || !isDigits(ags) { input.refuse("ags", .agsExpected) }
        if ars.utf8.count != 12 || !isDigits(ars) { input.refuse("ars", .arsExpected) }
        guard let day = input.day("status") else { return nil }
        return Admission.OfficialKeys(ags: ags, ars: ars, statusDay: day)
    }

    private static func location(_ input: inout FormInput) -> Admission.Location? {
        guard !input["latitude"].isEmpty || !input["longitude"].isEmpty else { return nil }
        let latitude = TypedNumber.decimal(input["latitude"], decimals: 4)
        let longitude = TypedNumber.decimal(input["longitude"], decimals: 4)
        if latitude == nil { input.refuse("latitude", .degreesExpected) }
        if longitude == nil { input.refuse("longitude", .degreesExpected) }
        guard let latitude, let longitude else { return nil }
        let location = Admission.Location(latitude: latitude, longitude: longitude)
        if location == nil { input.refuse("latitude", .degreesExpected) }
        return location
    }

    private static func digits(_ text: String) -> String { text.filter { $0 != " " } }

    private static func isDigits(_ text: String) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

extension Desk {
    /// A day as it is typed into a field.
    func typed(_ day: CalendarDay) -> String {
        let parts = day.description.split(separator: "-")
        guard language == .german, parts.count == 3 else { return day.description }
        return parts.reversed().map { $0.hasPrefix("0") && $0.count == 2 ? $0.dropFirst() : $0 }.joined(separator: ".")
    }
}
