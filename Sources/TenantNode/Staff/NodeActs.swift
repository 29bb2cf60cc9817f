import Pages

extension Phrase {
    /// The node's acts as its journal calls them.
    static let nodeActs: [String: Phrase] = [
        "deadline.kept": Phrase(de: "Termin erledigt", en: "deadline done"),
        "deadline.removed": Phrase(de: "Termin gelöscht", en: "deadline deleted"),
        "deadline.saved": Phrase(de: "Termin gespeichert", en: "deadline saved"),
        "face.saved": Phrase(de: "Auftritt geändert", en: "appearance changed"),
        "federation.alarm-lifted": Phrase(de: "Alarm aufgehoben", en: "alarm lifted"),
        "feedback.delete": Phrase(de: "Rückmeldung gelöscht", en: "feedback deleted"),
        "feedback.done": Phrase(de: "Rückmeldung bearbeitet", en: "feedback dealt with"),
        "feedback.reopen": Phrase(de: "Rückmeldung wieder geöffnet", en: "feedback opened again"),
        "framework.adopted": Phrase(de: "Rahmenstrategie angenommen", en: "framework adopted"),
        "framework.declared": Phrase(de: "Absichtserklärung abgegeben", en: "letter of intent handed in"),
        "framework.position": Phrase(de: "Stellung genommen", en: "position taken"),
        "framework.put-forward": Phrase(de: "zur Unterschrift vorgelegt", en: "put forward to be signed"),
        "framework.returned": Phrase(de: "Vorlage zurückgegeben", en: "proposal given back"),
        "indicators.defined": Phrase(de: "Kennzahl festgelegt", en: "indicator defined"),
        "indicators.entered": Phrase(de: "Werte eingetragen", en: "values entered"),
        "indicators.imported": Phrase(de: "Werte eingelesen", en: "values imported"),
        "indicators.planned": Phrase(de: "Ziele einer Kennzahl gesetzt", en: "targets of an indicator set"),
        "indicators.removed": Phrase(de: "Kennzahl entfernt", en: "indicator removed"),
        "measure.not-public": Phrase(de: "Maßnahme nicht öffentlich", en: "measure not public"),
        "measure.public": Phrase(de: "Maßnahme öffentlich", en: "measure public"),
        "measures.public-by-default": Phrase(de: "Maßnahmen im Regelfall öffentlich", en: "measures public by default"),
        "outbox.taken-out": Phrase(de: "aus dem Ausgang genommen", en: "taken out of the outbox"),
        "strategy.adopted": Phrase(de: "Fassung beschlossen eingetragen", en: "version entered as adopted"),
        "strategy.published": Phrase(de: "Strategie veröffentlicht", en: "strategy published"),
        "strategy.published-self-approved": Phrase(
            de: "Strategie veröffentlicht, selbst freigegeben", en: "strategy published, approved by its author"),
        "strategy.returned": Phrase(de: "Vorlage zurückgegeben", en: "proposal given back"),
        "summary.approved": Phrase(de: "Meldung freigegeben", en: "summary approved"),
        "summary.requested": Phrase(de: "Meldung vorgelegt", en: "summary handed on"),
        "summary.returned": Phrase(de: "Meldung zurückgegeben", en: "summary given back"),
        "summary.signed": Phrase(de: "Meldung unterschrieben", en: "summary signed"),
        "summary.withdrawn": Phrase(de: "Meldung zurückgenommen", en: "summary withdrawn"),
    ]
}
