import type { Provenance } from '../provenance'
import { escapeHtml, sectionHtml, tableHtml } from './page'
import type { ReportWords } from './words'

/** Where the table comes from, as far as this variant of provenance says. */
export function provenanceHtml(provenance: Provenance, words: ReportWords): string {
  const { app, sources, generator, sampling, createdAt, recipeHash, generationNumber, id, files } = provenance
  const [source] = sources
  const facts: Readonly<Record<string, string | number | undefined>> = {
    tool: `${app.name} ${app.version}`,
    id,
    created: createdAt,
    source: source?.name,
    'source rows': source?.rows,
    'source SHA-256': source?.sha256,
    'generation (1: made from real rows)': generationNumber,
    recipe: recipeHash,
    generator: generator.type,
    'rows learned from': generator.trainedRows,
    seed: generator.seed,
    'rows made': sampling.rows,
    'seed of the rows': sampling.seed,
    temperature: sampling.temperature,
    conditions: sampling.conditions.length,
    'made equally frequent':
      sampling.parity && `${sampling.parity.target} over ${sampling.parity.sensitive.join(', ')}`,
    'file SHA-256': files[0]?.sha256,
  }
  const rows = Object.entries(facts).flatMap(([name, fact]) =>
    fact === undefined ? [] : [[escapeHtml(name), escapeHtml(String(fact))]],
  )
  return sectionHtml(words.headings.provenance, tableHtml([words.columns.name, words.columns.value], rows))
}
