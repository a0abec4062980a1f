type Value = string | number | boolean | null

/** Reads the column names and rows of `CREATE TABLE` and `INSERT` statements by the standard's rules for quotes. */
export function statementsOf(script: string): readonly (readonly Value[])[] {
  const tokens = [...script.matchAll(/'((?:[^']|'')*)'|"((?:[^"]|"")*)"|([-+.\w]+)|([(),;])/gu)]
  const rows: Value[][] = []
  let names: string[] = []
  let row: Value[] | undefined
  let inValues = false
  let depth = 0
  let expectsName = false
  for (const [, text, name, word, sign] of tokens) {
    if (sign === '(') {
      depth++
      if (inValues) row = []
      expectsName = !inValues && names.length === 0
    } else if (sign === ')') {
      depth--
      if (inValues && row) rows.push(row)
      row = undefined
    } else if (sign === ';') inValues = false
    else if (sign === ',') expectsName = depth === 1 && !inValues && expectsName
    else if (word === 'VALUES') inValues = true
    else if (word === 'INSERT') expectsName = false
    else if (row) row.push(text === undefined ? literal(word!) : text.replaceAll("''", "'"))
    else if (name !== undefined && expectsName && depth === 1) names = [...names, name.replaceAll('""', '"')]
  }
  return [names, ...rows]
}

function literal(word: string): Value {
  if (word === 'NULL') return null
  if (word === 'TRUE' || word === 'FALSE') return word === 'TRUE'
  return Number(word)
}
