/** The words of a column's name, lower case: 'FraudFound_P' → fraud, found, p. */
export function headerWords(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** The first word of the name that is in the list. */
export function findWord(name: string, list: ReadonlySet<string>): string | undefined {
  return headerWords(name).find((word) => list.has(word))
}

/** The last word of the name that says "this names a thing": 'policy number', 'order_id', 'StockCode'. */
export function idWord(name: string): string | undefined {
  const words = headerWords(name)
  const last = words.at(-1)
  if (last === undefined) return undefined
  if (idEndings.has(last)) return last
  if (words.length > 1 && numberEndings.has(last) && !words.includes('of')) return last
  return idEndings.has(words[0]!) && words.length > 1 && words[0] !== 'key' ? words[0] : findWord(name, identifiers)
}

const idEndings = new Set([
  'id',
  'ids',
  'uuid',
  'guid',
  'key',
  'pk',
  'rowid',
  'index',
  'identifier',
  'idx',
  'ssn',
  'isbn',
  'sku',
])
const numberEndings = new Set(['no', 'nr', 'number', 'code', 'ref', 'reference'])
const identifiers = new Set(['identifier', 'uuid', 'guid', 'ssn'])

/** Numbers under such a name are codes: their order means nothing. */
export const codeWords: ReadonlySet<string> = new Set(
  'type code class category region zone store dept department district cluster label target status gender sex zip zipcode postcode postal plz browser os system systems channel segment group'.split(
    ' ',
  ),
)

export const targetWords: ReadonlySet<string> = new Set(
  'target label class outcome churn churned fraud fraudulent survived default defaulted diagnosis species income response attrition converted conversion revenue subscribed readmitted y quality approved cancelled canceled spam'.split(
    ' ',
  ),
)
/** Weaker: a number that is often predicted. */
export const valueWords: ReadonlySet<string> = new Set(['price', 'sales'])
