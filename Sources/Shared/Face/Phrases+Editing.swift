import Pages

/// Words of the staff pages of this target.
extension Phrase {
    static let faceTitle = Phrase(de: "Auftritt", en: "Appearance")
    static let faceLead = Phrase(
        de: "Name, Farbe und Logo, und die Texte, die auf jeder Seite erreichbar sein müssen.",
        en: "Name, colour and logo, and the texts that must be reachable from every page.")
    static let faceSection = Phrase(de: "Bereich", en: "Section")
    static let filledIn = Phrase(de: "eingetragen", en: "filled in")
    static let asYouLike = Phrase(de: "nach Wunsch", en: "as you like")
    static let seeFeedback = Phrase(de: "Rückmeldungen ansehen", en: "See the feedback")
    static let lookTitle = Phrase(de: "Name und Farbe", en: "Name and colour")
    static let lookLead = Phrase(
        de: "So heißt und so sieht jede Seite aus.", en: "This is how every page is called and looks.")
    static let dataTitle = Phrase(de: "Lizenz der Daten", en: "Licence of the data")
    static let dataLead = Phrase(
        de:
            "Unter welcher Lizenz andere weiterverwenden dürfen, was hier veröffentlicht ist. Sie steht auf jeder Seite und in jeder Datei.",
        en: "Under which licence others may reuse what is published here. It stands on every page and in every file.")
    static let dataLicence = Phrase(de: "Lizenz", en: "Licence")
    static let dataLicenceHint = Phrase(
        de: "Zum Beispiel CC BY 4.0, CC0 1.0 oder dl-de/by-2-0. Leer: was in den Einstellungen des Programms steht.",
        en: "For example CC BY 4.0, CC0 1.0 or dl-de/by-2-0. Empty: what the settings of the program say.")
    static let logoTitle = Phrase(de: "Logo", en: "Logo")
    static let logoLead = Phrase(
        de: "Ein Bild neben dem Namen auf jeder Seite.", en: "A picture beside the name on every page.")
    static let textLead = Phrase(
        de:
            "Einfacher Text: Eine leere Zeile trennt Absätze, „-\u{A0}“ beginnt einen Listenpunkt, „#\u{A0}“ eine Überschrift.",
        en: "Plain text: an empty line divides paragraphs, \"- \" begins a list item, \"# \" a heading.")
    static let accessibilityLead = Phrase(
        de: "In der Gliederung der Mustererklärung der EU. Was fehlt, steht auf der Seite als „Noch einzutragen“.",
        en: "In the structure of the EU's model statement. What is missing is shown as \"Still to be filled in\".")

    static let siteName = Phrase(de: "Name auf jeder Seite", en: "Name on every page")
    static let siteNameHint = Phrase(
        de: "Zum Beispiel: Stadt Soest. Leer: der Titel der Strategie oder des Verbunds.",
        en: "For example: Town of Soest. Empty: the title of the strategy or federation.")
    static let siteTagline = Phrase(de: "Zeile darunter", en: "Line below it")
    static let siteTaglineEnglish = Phrase(de: "Zeile darunter, englisch", en: "Line below it, in English")
    static let accent = Phrase(de: "Farbe", en: "Colour")
    static let accentHint = Phrase(
        de: "Als # und sechs Ziffern, zum Beispiel #0f5c63. Sie wird geprüft: Text in dieser Farbe muss lesbar sein.",
        en: "As # and six digits, for example #0f5c63. It is checked: text in this colour must be readable.")
    static let accentDark = Phrase(de: "Farbe für dunkle Darstellung", en: "Colour for dark pages")
    static let accentDarkHint = Phrase(
        de: "Leer: Sie wird aus der Farbe abgeleitet.", en: "Empty: it is derived from the colour.")
    static let logoFile = Phrase(de: "Bilddatei", en: "Picture file")
    static let logoFileHint = Phrase(
        de: "PNG oder JPEG, höchstens 256 KiB. Leer: Das vorhandene Bild bleibt.",
        en: "PNG or JPEG, at most 256 KiB. Empty: the present picture stays.")
    static let logoDescription = Phrase(de: "Was zeigt das Bild?", en: "What does the picture show?")
    static let logoDescriptionHint = Phrase(
        de: "Wird vorgelesen, zum Beispiel: Wappen der Stadt. Leer, wenn der Name daneben alles sagt.",
        en: "Is read aloud, for example: the town's coat of arms. Empty if the name beside it says it all.")
    static let logoRemoval = Phrase(de: "Ohne Logo", en: "Without a logo")
    static let logoRemove = Phrase(de: "Das vorhandene Bild entfernen", en: "Take the present picture away")
    static let sameInEnglish = Phrase(de: "Dasselbe auf Englisch", en: "The same in English")
    static let englishHint = Phrase(
        de: "Leer: Englische Seiten zeigen den deutschen Text.", en: "Empty: English pages show the German text.")
    static let imprintHint = Phrase(
        de: "Name und Anschrift der Körperschaft, Vertretung, Telefon, E-Mail, Aufsichtsbehörde.",
        en: "Name and address of the body, who represents it, telephone, e-mail, supervisory authority.")
    static let privacyHint = Phrase(
        de:
            "Verantwortliche Stelle, Datenschutzbeauftragte, Zwecke und Rechtsgrundlagen, Fristen, Rechte. Was das Programm "
            + "selbst speichert, steht immer darunter.",
        en:
            "Controller, data protection officer, purposes and legal bases, periods, rights. What the program itself stores is "
            + "always shown below.")
    static let barriersHint = Phrase(
        de: "Welche Inhalte, warum noch nicht, welche Alternative; ein Punkt je Zeile mit „-\u{A0}“.",
        en: "Which content, why not yet, which alternative; one item a line with \"- \".")
    static let dateHint = Phrase(
        de: "Tag, Monat oder Jahr, zum Beispiel 05.10.2026.", en: "Day, month or year, for example 2026-10-05.")
    static let contactHint = Phrase(
        de: "Funktion oder Stelle, E-Mail, Telefon.", en: "Function or unit, e-mail, telephone.")
    static let enforcementHint = Phrase(
        de: "Die Schlichtungs- oder Ombudsstelle Ihres Landes mit Anschrift und Internetadresse.",
        en: "The arbitration or ombuds office of your state with postal and web address.")

    static let colourMalformed = Phrase(
        de: "Bitte schreiben Sie die Farbe als # und sechs Ziffern aus 0–9 und a–f, zum Beispiel #0f5c63.",
        en: "Please write the colour as # and six digits of 0–9 and a–f, for example #0f5c63.")
    static let logoKind = Phrase(
        de:
            "Diese Datei ist weder PNG noch JPEG. Bitte speichern Sie das Logo als PNG; SVG wird nicht angenommen, weil es "
            + "Programme enthalten kann.",
        en:
            "This file is neither PNG nor JPEG. Please save the logo as PNG; SVG is not taken because it can hold programs."
    )
    static let faceDateExpected = Phrase(
        de: "Bitte geben Sie Tag, Monat oder Jahr an, zum Beispiel 05.10.2026, 2026-10 oder 2026.",
        en: "Please give a day, month or year, for example 2026-10-05, 2026-10 or 2026.")
    static let faceDateInFuture = Phrase(
        de: "Dieses Datum liegt in der Zukunft. Bitte geben Sie an, wann es geschehen ist.",
        en: "This date lies in the future. Please say when it happened.")

    static func contrastTooLow(_ whole: String, _ tenth: String) -> Phrase {
        Phrase(
            de:
                "Diese Farbe hat nur einen Kontrast von \(whole),\(tenth) zu 1 zum Hintergrund. Damit Text lesbar ist, sind "
                + "mindestens 4,5 zu 1 nötig; bitte wählen Sie für helle Seiten eine dunklere, für dunkle eine hellere Farbe.",
            en:
                "This colour has a contrast of only \(whole).\(tenth) to 1 with the background. For text to be readable at "
                + "least 4.5 to 1 are needed; please choose a darker colour for light pages, a lighter one for dark pages."
        )
    }

    static func logoTooLarge(_ bytes: Int) -> Phrase {
        Phrase(
            de:
                "Das Bild hat \(NumberFormat.byteSize(bytes, .german)). Höchstens 256 KiB sind möglich, denn es steht auf jeder "
                + "Seite.",
            en:
                "The picture has \(NumberFormat.byteSize(bytes, .english)). At most 256 KiB are possible, since it is on every "
                + "page.")
    }

    static let twoAtOnce = Phrase(de: "Zwei haben gleichzeitig gearbeitet", en: "Two have worked at once")
    static let twoAtOnceWords = Phrase(
        de:
            "Jemand hat gespeichert, nachdem Sie das Formular geöffnet hatten. Ihr Text steht unten im Formular; wenn Sie ihn "
            + "jetzt speichern, ersetzt er den anderen.",
        en:
            "Somebody saved after you had opened the form. Your text stands in the form below; if you save it now it takes the "
            + "place of the other one.")
    static let whatDiffers = Phrase(de: "Was sich unterscheidet", en: "What differs")
    static let entry = Phrase(de: "Angabe", en: "Entry")
    static let yourText = Phrase(de: "Ihr Text", en: "Your text")
    static let savedText = Phrase(de: "Gespeicherter Text", en: "Saved text")

    static let feedbackList = Phrase(de: "Rückmeldungen zu den Seiten", en: "Feedback on the pages")
    static let noFeedback = Phrase(de: "Noch keine Rückmeldungen", en: "No feedback yet")
    static let noFeedbackWords = Phrase(
        de: "Hier steht, was über das Formular „Rückmeldung geben“ am Fuß jeder Seite ankommt.",
        en: "What arrives by the form \"Give feedback\" at the foot of every page stands here.")
    static let dealtWith = Phrase(de: "bearbeitet", en: "dealt with")
    static let notDealtWith = Phrase(de: "offen", en: "open")
    static let aboutPage = Phrase(de: "Zur Seite", en: "About the page")
    static let answerTo = Phrase(de: "Antwort an", en: "Answer to")
    static let markDone = Phrase(de: "Als bearbeitet vermerken", en: "Mark as dealt with")
    static let reopen = Phrase(de: "Wieder öffnen", en: "Open again")
    static let deleteForGood = Phrase(de: "Endgültig löschen", en: "Delete for good")

    static func feedbackCount(open: Int, all: Int) -> Phrase {
        Phrase(de: "\(open) offen von \(all).", en: "\(open) open of \(all).")
    }
}
