extension AuditCommand {
    static let usageText = Phrase(
        de: """
            rahmenwerk-audit prüft, was ein Hub der Föderation veröffentlicht, ohne ihm zu glauben.

              rahmenwerk-audit verify EXPORT [--policy DATEI] [--office KENNUNG] [--algorithms EdDSA,ES256]
                                     [--allow-unwitnessed] [--as-of EINTRAG|TAG] [--page DATEI]
                  prüft jede Unterschrift, jede Kette, den Hashbaum und rechnet jede regionale Zahl nach

              rahmenwerk-audit explain EXPORT INDIKATOR ZEITRAUM [--report ZEITRAUM [--edition N]]
                  druckt die Rechnung einer Kennzahl bis zu jeder signierten Aussage

              rahmenwerk-audit count EXPORT measures [--number measures|underway|planned|spent|towns] [--status STAND]
                                     [--field FELD] [--goal ZIEL] [--bundle BÜNDEL] [--unmapped yes] [--until ZEITRAUM]
              rahmenwerk-audit count EXPORT participation [--figure ZAHL] [--by channel|group|field [--key TEIL]]
              rahmenwerk-audit count EXPORT adoptions
              rahmenwerk-audit count EXPORT summaries --period ZEITRAUM
                  zählt oder addiert über die Kommunen nach, was die Seiten zeigen; mit --as-of wie bei verify

              rahmenwerk-audit diff EXPORT EXPORT [--evidence DATEI]
                  prüft, ob nur angefügt wurde, und sagt, was neu ist und was berichtigt wurde; hat das Log sich
                  widersprochen, so kommt der Beweis in DATEI

              rahmenwerk-audit proof EXPORT EINTRAG|SHA-256 [--output ORDNER]
                  schreibt eine Aussage (.jws) mit ihrem Beweis (.tlog-proof) für die Akten

              rahmenwerk-audit check-proof BEWEIS AUSSAGE --log VKEY|--policy DATEI
                  prüft eine so abgelegte Aussage

              rahmenwerk-audit evidence DATEI [--log VKEY]
                  prüft, was jemand gegen einen Hub in der Hand hat, der seine Geschichte geändert hat

              rahmenwerk-audit watch ADRESSE --policy DATEI|--log VKEY [--once] [--interval SEKUNDEN] [--exec BEFEHL]
                                     [--state DATEI] [--evidence ORDNER] [--journal DATEI] [--max-age STUNDEN] [--ca DATEI]
                  sieht dem Hub auf die Finger: Unterschrift, Anschluss an das zuletzt Gesehene, Zeugen; sagt, was neu
                  ist. Bei einem Fehler endet es mit 1 oder führt BEFEHL aus (RAHMENWERK_FAULT, RAHMENWERK_EVIDENCE)

              rahmenwerk-audit version

              EXPORT       das Archiv (.tar) oder der ausgepackte Ordner
              --policy     Schlüssel des Logs und der Zeugen, wie Sie sie auf anderem Weg erhalten haben
              --office     Kennung (RFC 7638) des Schlüssels, mit dem das Amt die Föderation gegründet hat
              --algorithms Signaturverfahren, die Sie zulassen; sonst die der Gründung
              --allow-unwitnessed  ein Export ohne das Quorum der Policy genügt Ihnen
              --as-of      wie es nach diesem Eintrag oder am Ende dieses Tages stand
              --page       das Ergebnis als Seite zum Drucken
              --json       das Ergebnis für Programme; --policy, --office und --algorithms wie bei verify gelten
                           überall, wo ein Export gelesen wird
              --language   de oder en; sonst nach LC_ALL, LC_MESSAGES und LANG

            Rückgabe: 0 echt und vollständig · 1 fehlerhaft · 2 unversehrt, Herkunft nicht belegt
                      3 unversehrt, aber unbezeugt · 64 falscher Aufruf · 66 Datei nicht lesbar
                      diff: 1 auch, wenn das Log sich widersprochen hat · check-proof: 0 steht im Log, 1 nicht
                      watch: 1 Fehler, 3 unbezeugt, 69 keine Antwort
                      evidence: 0 bewiesen · 2 echt, aber auf jemandes Wort · 1 beweist nichts

            """,
        en: """
            rahmenwerk-audit verifies what a hub of the federation publishes, without believing it.

              rahmenwerk-audit verify EXPORT [--policy FILE] [--office THUMBPRINT] [--algorithms EdDSA,ES256]
                                     [--allow-unwitnessed] [--as-of ENTRY|DAY] [--page FILE]
                  checks every signature, every chain, the hash tree, and recomputes every regional figure

              rahmenwerk-audit explain EXPORT INDICATOR PERIOD [--report PERIOD [--edition N]]
                  prints the calculation of one figure down to each signed statement

              rahmenwerk-audit count EXPORT measures [--number measures|underway|planned|spent|towns] [--status STATUS]
                                     [--field FIELD] [--goal GOAL] [--bundle BUNDLE] [--unmapped yes] [--until PERIOD]
              rahmenwerk-audit count EXPORT participation [--figure NUMBER] [--by channel|group|field [--key PART]]
              rahmenwerk-audit count EXPORT adoptions
              rahmenwerk-audit count EXPORT summaries --period PERIOD
                  counts or adds up over the towns what the pages show; with --as-of as with verify

              rahmenwerk-audit diff EXPORT EXPORT [--evidence FILE]
                  whether it was only appended, what is new and what was corrected; if the log has contradicted
                  itself, the proof goes to FILE

              rahmenwerk-audit proof EXPORT ENTRY|SHA-256 [--output FOLDER]
                  writes one statement (.jws) with its proof (.tlog-proof) to be filed

              rahmenwerk-audit check-proof PROOF STATEMENT --log VKEY|--policy FILE
                  checks a statement filed that way

              rahmenwerk-audit evidence FILE [--log VKEY]
                  checks what somebody holds against a hub that changed its history

              rahmenwerk-audit watch URL --policy FILE|--log VKEY [--once] [--interval SECONDS] [--exec COMMAND]
                                     [--state FILE] [--evidence FOLDER] [--journal FILE] [--max-age HOURS] [--ca FILE]
                  watches the hub: its signature, whether it goes on from what was seen last, its witnesses; says what
                  is new. On a fault it ends with 1 or runs COMMAND (RAHMENWERK_FAULT, RAHMENWERK_EVIDENCE)

              rahmenwerk-audit version

              EXPORT       the archive (.tar) or the folder it unpacks to
              --policy     keys of the log and of the witnesses, as you received them by another way
              --office     RFC 7638 thumbprint of the key with which the office founded the federation
              --algorithms signature algorithms you allow; otherwise those of the founding
              --allow-unwitnessed  an export without the policy's quorum is enough for you
              --as-of      how things stood after this entry or at the end of this day
              --page       the verdict as a page to print
              --json       the answer for programs; --policy, --office and --algorithms hold as with verify
                           wherever an export is read
              --language   de or en; otherwise by LC_ALL, LC_MESSAGES and LANG

            Exit: 0 genuine and complete · 1 faulty · 2 intact, origin not established
                  3 intact but unwitnessed · 64 usage · 66 a file cannot be read
                  watch: 1 fault, 3 unwitnessed, 69 no answer
                  evidence: 0 proven · 2 genuine, but on somebody's word · 1 proves nothing

            """)
}
