import * as v from 'valibot'

/** What a file says about being synthetic. */
export interface SyntheticMarker {
  /** What said so: provenance beside it or inside it, its name, a column `_synthetic`, or the XMP of pictures. */
  readonly by: 'provenance' | 'parquet' | 'name' | 'column' | 'xmp'
  /** 1: made from real rows; taken for 1 where nothing says more. */
  readonly generation: number
  readonly generator?: string
  /** The name of the file that it was made from. */
  readonly madeFrom?: string
  /** Of pictures: how many say so. */
  readonly pictures?: number
}

export const provenanceFormat = 'synthetic-data-studio/provenance'

const generation = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e6))
const current = v.object({
  format: v.literal(provenanceFormat),
  schemaVersion: v.string(),
  generationNumber: generation,
  generator: v.object({ type: v.string() }),
  sources: v.array(v.object({ name: v.string() })),
})
/** As written before November 2026. */
const first = v.object({
  format: v.literal(provenanceFormat),
  version: v.literal(1),
  generation,
  generator: v.object({ id: v.string() }),
  source: v.object({ name: v.string() }),
})

/** The marker that a provenance is, by its JSON text; undefined for any other text. */
export function readProvenance(text: string, by: SyntheticMarker['by'] = 'provenance'): SyntheticMarker | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (v.is(current, json)) {
    const [source] = json.sources
    return {
      by,
      generation: json.generationNumber,
      generator: json.generator.type,
      ...(source ? { madeFrom: source.name } : {}),
    }
  }
  if (!v.is(first, json)) return undefined
  return { by, generation: json.generation, generator: json.generator.id, madeFrom: json.source.name }
}

/** What a file itself says: its key-values, its name (`x.synthetic.csv`), or a column `_synthetic`. */
export function findMarker(
  fileName: string,
  columnNames: readonly string[],
  keyValues: Readonly<Record<string, string>> = {},
): SyntheticMarker | undefined {
  const inside = keyValues['provenance'] === undefined ? undefined : readProvenance(keyValues['provenance'], 'parquet')
  if (inside) return inside
  if (keyValues['synthetic'] === 'true') {
    const { generator } = keyValues
    return { by: 'parquet', generation: 1, ...(generator ? { generator } : {}) }
  }
  if (/\.synthetic\.[a-z]+(\.gz)?$/i.test(fileName)) return { by: 'name', generation: 1 }
  return columnNames.includes('_synthetic') ? { by: 'column', generation: 1 } : undefined
}
