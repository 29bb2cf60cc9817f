/// The texts in an export that say how to check it, with this project's program and without.
enum VerifyTexts {
    static let german = """
        # Diesen Export prüfen

        Dieser Ordner enthält das Protokoll: die signierten Erklärungen der Kommunen und der Geschäftsstelle, ihre Reihenfolge und
        die daraus berechneten regionalen Zahlen. Liegt `data/selection.json` dabei, so ist er nur ein Teil: alle Einträge und der
        ganze Hashbaum, aber nur die Erklärungen, die dort genannt sind. Sie brauchen zum Prüfen kein Netz und müssen dem Betreiber
        nicht vertrauen. Zwei Angaben müssen Sie auf anderem Weg erhalten haben: den Prüfschlüssel des Protokolls (eine Zeile,
        „vkey“, oder eine Policy mit den Schlüsseln der Zeugen) und den Fingerabdruck des Schlüssels der Geschäftsstelle. Auch diese
        Anleitung kann gefälscht sein; die maßgebliche liegt dem Programm als `docs/VERIFY.md` bei. Die Dateien `policy` und `keys.json` hier im Ordner
        dienen nur der Bequemlichkeit.

        ## Mit dem Prüfprogramm

            rahmenwerk-audit verify EXPORT.tar --policy IHRE-POLICY --office FINGERABDRUCK

        Es prüft jede Signatur, jede Kette, jeden Eintrag im Hashbaum und rechnet jede regionale Zahl nach. `explain` zeigt die
        Rechnung einer Zahl bis zu jeder Erklärung, `diff` vergleicht zwei Exporte, `proof` legt eine einzelne Erklärung ab.

        ## Von Hand

        1. Vollständigkeit: `sha256sum -c manifest-sha256.txt` und `sha256sum -c tagmanifest-sha256.txt`.
        2. Kontrollpunkt: `data/log/checkpoint` ist eine signierte Notiz (C2SP signed-note). Signiert ist der Text bis
           einschließlich des Zeilenendes vor der Leerzeile. Nach dem Namen in der Signaturzeile folgen in Base64 vier Byte
           Schlüsselkennung und 64 Byte Ed25519-Signatur:

               sed '/^$/,$d' data/log/checkpoint > text
               sed -n 5p data/log/checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > signature
               openssl pkeyutl -verify -pubin -inkey log.pem -rawin -in text -sigfile signature

           `log.pem` entsteht aus den letzten 32 Byte des vkey:

               (printf '302a300506032b6570032100' | xxd -r -p; printf '%s' 'VKEY' | cut -d+ -f3- | base64 -d | tail -c 32) \\
                 | openssl pkey -pubin -inform DER -out log.pem

           Zeugen haben weitere Zeilen angefügt: acht Byte Zeit (POSIX, höchstwertiges zuerst) und 64 Byte Signatur über
           `cosignature/v1`, `time <Sekunden>` und den Text, je mit Zeilenende.
        3. Einträge: `data/log/tile/entries/…` enthält die Einträge, jeder mit vorangestellter Länge (2 Byte, höchstwertiges
           zuerst). Blatt = SHA-256(0x00 ‖ Eintrag), Knoten = SHA-256(0x01 ‖ links ‖ rechts), geteilt bei der größten
           Zweierpotenz unter der Anzahl (RFC 6962). Die Wurzel muss im Kontrollpunkt stehen.
        4. Erklärungen: Jeder Eintrag nennt den SHA-256 seiner Erklärung in `data/log/statement/`. Sie ist ein JWS (RFC 7515)
           und mit jeder JOSE-Bibliothek prüfbar; erlaubt sind `EdDSA` und `ES256`. Der Schlüssel steht in einer früheren
           Erklärung (`founding`, `admission`, `key`); `kid` ist sein Fingerabdruck nach RFC 7638. Je Absender zählt `sequence`
           ab 1, und `previous` ist der SHA-256 seiner vorigen Erklärung.
        5. Zahlen: `data/reports/` enthält die Berichte, wie sie in den Erklärungen der Art `report` stehen. Aus den Erklärungen
           der Art `summary` lassen sie sich mit den Regeln in `data/framework/` nachrechnen; `data/tables/values.csv` nennt zu
           jedem Wert, der zählt, den Eintrag.

        """

    static let english = """
        # Check this export

        This folder holds the log: the signed statements of the municipalities and of the regional office, their order, and the
        regional figures computed from them. Where there is a `data/selection.json`, it is only a part: all entries and the whole hash
        tree, but only the statements named there. Checking needs no network and no trust in the operator. Two things you must
        have received on another way: the verifier key of the log (one line, “vkey”, or a policy with the keys of the witnesses) and
        the fingerprint of the office's key. These instructions may be forged, too; those that count come with the program as
        `docs/VERIFY.md`. The files `policy` and `keys.json` in this folder are a convenience only.

        ## With the audit program

            rahmenwerk-audit verify EXPORT.tar --policy YOUR-POLICY --office FINGERPRINT

        It checks every signature, every chain, every entry in the hash tree, and recomputes every regional figure. `explain` shows
        the calculation of a figure down to each statement, `diff` compares two exports, `proof` files a single statement.

        ## By hand

        1. Completeness: `sha256sum -c manifest-sha256.txt` and `sha256sum -c tagmanifest-sha256.txt`.
        2. Checkpoint: `data/log/checkpoint` is a signed note (C2SP signed-note). Signed is the text up to and including the end
           of the line before the empty one. Behind the name in the signature line follow, in Base64, four bytes of key id and
           64 bytes of Ed25519 signature:

               sed '/^$/,$d' data/log/checkpoint > text
               sed -n 5p data/log/checkpoint | cut -d' ' -f3 | base64 -d | tail -c 64 > signature
               openssl pkeyutl -verify -pubin -inkey log.pem -rawin -in text -sigfile signature

           `log.pem` is made from the last 32 bytes of the vkey:

               (printf '302a300506032b6570032100' | xxd -r -p; printf '%s' 'VKEY' | cut -d+ -f3- | base64 -d | tail -c 32) \\
                 | openssl pkey -pubin -inform DER -out log.pem

           Witnesses have added further lines: eight bytes of time (POSIX, most significant first) and 64 bytes of signature over
           `cosignature/v1`, `time <seconds>` and the text, each with its line feed.
        3. Entries: `data/log/tile/entries/…` holds the entries, each behind its length (2 bytes, most significant first).
           Leaf = SHA-256(0x00 ‖ entry), node = SHA-256(0x01 ‖ left ‖ right), split at the largest power of two below the count
           (RFC 6962). The root must be the one in the checkpoint.
        4. Statements: each entry names the SHA-256 of its statement in `data/log/statement/`. It is a JWS (RFC 7515) that any JOSE
           library verifies; `EdDSA` and `ES256` are allowed. The key stands in an earlier statement (`founding`, `admission`, `key`);
           `kid` is its RFC 7638 thumbprint. Of each issuer `sequence` counts from 1, and `previous` is the SHA-256 of its
           previous statement.
        5. Figures: `data/reports/` holds the reports as they stand in the statements of kind `report`. They can be recomputed from
           the statements of kind `summary` with the rules in `data/framework/`; `data/tables/values.csv` names the entry of each
           value that counts.

        """
}
