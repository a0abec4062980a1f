/** A table of `rows` rows with a link between its columns: long and plain enough for every generator. */
export function shopTable(rows = 300): string {
  const lines = ['visit,city,age,spent,member']
  for (let i = 0; i < rows; i++) {
    const age = 18 + ((i * 37) % 60)
    const city = ['Oslo', 'Lyon', 'Graz'][(i * 7) % 3]
    lines.push(
      `V-${String(1000 + i)},${city},${age},${(age * 1.5 + ((i * 13) % 20)).toFixed(2)},${age > 40 ? 'yes' : 'no'}`,
    )
  }
  return `${lines.join('\n')}\n`
}
