/** A name that every system takes: no separators, reserved characters or blanks at the ends, at most 80 characters. */
export function fileName(name: string, extension: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[\s.-]+|[\s.-]+$/g, '')
  return `${[...safe].slice(0, 80).join('') || 'table'}.${extension}`
}

/** A name that says what the file holds wherever it goes: `orders.synthetic.csv`. */
export const syntheticName = (name: string, extension: string): string => fileName(name, `synthetic.${extension}`)
