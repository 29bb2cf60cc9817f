/// The tables of this target, for one migration of the program that uses it.
public enum FaceTables {
    public static let sql = """
        -- The face of the town or office, section by section; fields are application/x-www-form-urlencoded.
        CREATE TABLE face_section (
            section TEXT PRIMARY KEY,
            edition INTEGER NOT NULL,
            fields TEXT NOT NULL,
            picture BLOB,
            edited INTEGER NOT NULL,
            editor TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- What people write about the pages. It never leaves this machine and is deleted once it is dealt with.
        CREATE TABLE feedback (
            id INTEGER PRIMARY KEY,
            received INTEGER NOT NULL,
            subject TEXT NOT NULL CHECK (subject IN ('barrier', 'other')),
            page TEXT NOT NULL,
            message TEXT NOT NULL,
            contact TEXT NOT NULL,
            is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1))
        ) STRICT;
        """
}
