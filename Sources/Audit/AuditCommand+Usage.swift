extension AuditCommand {
    static let usageText = Phrase(
        de: """
            rahmenwerk-audit prüft, was ein Hub der Föderation veröffentlicht, ohne ihm zu glauben.

              rahmenwerk-audit verify EXPORT [--policy DATEI] [--office KENNUNG] [--algorithms EdDSA,ES256]
                                     [--allow-unwitnessed] [--as-of EINTRAG|TAG] [--json] [--page DATEI]
                  prüft jede Unterschrift, jede Kette, den Hashbaum und rechnet jede regionale Zahl nach

              rahmenwerk-audit evidence DATEI [--log VKEY] [--json]
                  prüft, was jemand gegen einen Hub in der Hand hat, der seine Geschichte geändert hat

              rahmenwerk-audit version

              EXPORT       das Archiv (.tar) oder der ausgepackte Ordner
              --policy     Schlüssel des Logs und der Zeugen, wie Sie sie auf anderem Weg erhalten haben
              --office     Kennung (RFC 7638) des Schlüssels, mit dem das Amt die Föderation gegründet hat
              --algorithms Signaturverfahren, die Sie zulassen; sonst die der Gründung
              --allow-unwitnessed  ein Export ohne das Quorum der Policy genügt Ihnen
              --as-of      wie es nach diesem Eintrag oder am Ende dieses Tages stand
              --page       das Ergebnis als Seite zum Drucken
              --json       das Ergebnis für Programme
              --language   de oder en; sonst nach LC_ALL, LC_MESSAGES und LANG

            Rückgabe: 0 echt und vollständig · 1 fehlerhaft · 2 unversehrt, Herkunft nicht belegt
                      3 unversehrt, aber unbezeugt · 64 falscher Aufruf · 66 Datei nicht lesbar
                      evidence: 0 bewiesen · 2 echt, aber auf jemandes Wort · 1 beweist nichts

            """,
        en: """
            rahmenwerk-audit verifies what a hub of the federation publishes, without believing it.

              rahmenwerk-audit verify EXPORT [--policy FILE] [--office THUMBPRINT] [--algorithms EdDSA,ES256]
                                     [--allow-unwitnessed] [--as-of ENTRY|DAY] [--json] [--page FILE]
                  checks every signature, every chain, the hash tree, and recomputes every regional figure

              rahmenwerk-audit evidence FILE [--log VKEY] [--json]
                  checks what somebody holds against a hub that changed its history

              rahmenwerk-audit version

              EXPORT       the archive (.tar) or the folder it unpacks to
              --policy     keys of the log and of the witnesses, as you received them by another way
              --office     RFC 7638 thumbprint of the key with which the office founded the federation
              --algorithms signature algorithms you allow; otherwise those of the founding
              --allow-unwitnessed  an export without the policy's quorum is enough for you
              --as-of      how things stood after this entry or at the end of this day
              --page       the verdict as a page to print
              --json       the verdict for programs
              --language   de or en; otherwise by LC_ALL, LC_MESSAGES and LANG

            Exit: 0 genuine and complete · 1 faulty · 2 intact, origin not established
                  3 intact but unwitnessed · 64 usage · 66 a file cannot be read
                  evidence: 0 proven · 2 genuine, but on somebody's word · 1 proves nothing

            """)
}
