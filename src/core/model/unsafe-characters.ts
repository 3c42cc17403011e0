/**
 * Characters that a terminal or an editor would obey, as the content of a character class: control characters without tab and
 * line feed, bidirectional controls, the byte order mark, and what some readers take for line breaks. The directional marks
 * U+061C, U+200E and U+200F are safe: Arabic and Hebrew texts need them, and they turn no letters around. The schemas repeat
 * this class, which a test compares.
 */
export const UNSAFE_CHARACTERS = String.raw`\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff`;
