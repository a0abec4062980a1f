import type { PrivacyStatement } from '../dp/statement'
import { hashText } from '../random'

/** Where a synthetic file comes from: `provenance.json` beside the data. Facts only, none of them a row. */
export interface Provenance {
  readonly format: 'synthetic-data-studio/provenance'
  readonly version: 1
  readonly synthetic: true
  readonly createdAt: string
  readonly tool: { readonly name: string; readonly version: string }
  readonly source: { readonly name: string; readonly rows: number; readonly sha256?: string }
  /** A stable number for the recipe, hexadecimal: the same choices have the same one. */
  readonly recipeHash: string
  readonly generator: {
    readonly id: string
    readonly backend?: string
    readonly trainedRows: number
    readonly seed: number
    readonly options: unknown
  }
  readonly sampling: {
    readonly rows: number
    readonly seed: number
    readonly temperature: number
    readonly conditions: readonly unknown[]
  }
  readonly split: { readonly train: number; readonly control: number; readonly test: number }
  readonly privacy: {
    /** The guarantee in full, where the generator is private. */
    readonly differentialPrivacy: 'none' | PrivacyStatement
    /** Values held by fewer train rows are pooled. */
    readonly minimumCount: number
    /** Measured on the rows of this file; audits find leaks, they do not rule them out. */
    readonly audits: readonly PrivacyAudit[]
  }
  readonly generation: 1
}

export interface PrivacyAudit {
  readonly audit: 'exact-copies' | 'near-copies' | 'nearer-to-train'
  readonly share: number
  /** What rows that were not learned from let one expect. */
  readonly expected: number
}

/** What of a recipe is stated; a `Recipe` is one. */
export interface RecipeFacts {
  readonly source: { readonly name: string; readonly rows: number; readonly sha256?: string }
  readonly generator: { readonly options: Readonly<Record<string, unknown>>; readonly minimumCount: number }
  readonly output: { readonly seed: number; readonly temperature: number; readonly conditions: readonly unknown[] }
  readonly seed: number
}

export interface ProvenanceFacts {
  /** ISO 8601. Core has no clock. */
  readonly createdAt: string
  readonly toolVersion: string
  readonly recipe: RecipeFacts
  /** The generator that made the rows, where the recipe says 'auto'. */
  readonly generator: string
  readonly backend?: string
  /** Rows that were made. */
  readonly rows: number
  readonly parts: { readonly train: number; readonly control: number; readonly test: number }
  readonly audits: readonly PrivacyAudit[]
  /** Of a private generator: then no audit is stated, since audits look at real rows; the recipe has no fingerprint. */
  readonly privacy?: PrivacyStatement
}

export function buildProvenance(facts: ProvenanceFacts): Provenance {
  const { recipe, generator, backend, rows, parts } = facts
  const { output } = recipe
  const { name, sha256 } = recipe.source
  return {
    format: 'synthetic-data-studio/provenance',
    version: 1,
    synthetic: true,
    createdAt: facts.createdAt,
    tool: { name: 'Synthetic Data Studio', version: facts.toolVersion },
    source: { name, rows: recipe.source.rows, ...(sha256 ? { sha256 } : {}) },
    recipeHash: recipeHash(recipe),
    generator: {
      id: generator,
      ...(backend ? { backend } : {}),
      trainedRows: parts.train,
      seed: recipe.seed,
      options: recipe.generator.options[generator] ?? {},
    },
    sampling: { rows, seed: output.seed, temperature: output.temperature, conditions: output.conditions },
    split: parts,
    privacy: {
      differentialPrivacy: facts.privacy ?? 'none',
      minimumCount: recipe.generator.minimumCount,
      audits: facts.privacy ? [] : facts.audits,
    },
    generation: 1,
  }
}

/** FNV-1a over the recipe's JSON with sorted keys, eight hexadecimal digits. */
export function recipeHash(recipe: RecipeFacts): string {
  return hashText(sortedJson(recipe)).toString(16).padStart(8, '0')
}

function sortedJson(json: unknown): string {
  return JSON.stringify(json, (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  })
}
