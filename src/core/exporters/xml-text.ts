// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML can't hold.
const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
/** A text that looks like an escape already: its underscore is escaped, so that it comes back as it was. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g
/** A line feed survives XML; a carriage return would be read as one (XML 1.0, 2.11). */
const carriageReturn = /\r/g

/** Text for an XML element; what XML can't hold as `_xHHHH_` (ECMA-376 Part 1, 22.9.2.19 ST_Xstring). */
export function xmlText(text: string): string {
  return text
    .replace(looksEscaped, '_x005F_')
    .replace(illegal, escapeCharacter)
    .replace(carriageReturn, escapeCharacter)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** Text for an XML attribute in double quotes. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}

function escapeCharacter(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
}
