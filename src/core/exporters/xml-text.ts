/** Control characters, and those that are none (XML 1.0, 2.2). */
const suspicious = /[\p{Cc}\ufffe\uffff]/gu
/** A text that looks like an escape already: its underscore is escaped, so that it comes back as it was. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g
/** Text for an XML element; what XML can't hold as `_xHHHH_` (ECMA-376 Part 1, 22.9.2.19 ST_Xstring). */
export function xmlText(text: string): string {
  return text
    .replace(looksEscaped, '_x005F_')
    .replace(suspicious, escapeCharacter)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Text for an XML attribute in double quotes. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}

/** Tab, line feed and the C1 controls are legal; a carriage return would be read as a line feed (XML 1.0, 2.11). */
function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0)
  if (code === 9 || code === 10 || (code >= 0x7f && code <= 0x9f)) return character
  return `_x${code.toString(16).toUpperCase().padStart(4, '0')}_`
}
