/// What a note key signs (C2SP signed-note, tlog-cosignature); both are Ed25519 keys.
public enum NoteKeyType: UInt8, Hashable, Sendable, CaseIterable {
    /// The note's text.
    case ed25519 = 0x01
    /// A time and the note's text: a witness's cosignature.
    case cosignature = 0x04
}
