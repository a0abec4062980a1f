import type { PrivacyStatement } from '../dp/statement'
import { hashText } from '../random'
import type { Field } from '../schema/schema'
import { auditsOf } from './audits'
import { evaluationOf } from './provenance-evaluation'
import type { Report } from './report'
import type { DrawFact, ParityFact } from './steering-facts'

/**
 * Where a synthetic file comes from: `provenance.json` beside the data, by `public/schema/provenance-2.json`. Facts only,
 * none of them a row. The public variant leaves out what was counted or measured on real rows: such figures are a leak
 * of their own (Ganev and De Cristofaro, arXiv 2312.05114), and lie outside any differential privacy.
 */
export interface Provenance {
  readonly format: 'synthetic-data-studio/provenance'
  readonly schemaVersion: '2.0'
  readonly variant: 'internal' | 'public'
  /** urn:uuid */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly app: { readonly name: string; readonly version: string }
  readonly synthetic: true
  readonly modality: 'tabular'
  readonly sources: readonly ProvenanceSource[]
  /** A stable number for the recipe, hexadecimal: the same choices have the same one. */
  readonly recipeHash?: string
  readonly split?: { readonly seed: number; readonly train: number; readonly control: number; readonly test: number }
  readonly preprocessing: readonly PreprocessingStep[]
  readonly generator: {
    readonly type: string
    readonly hyperparameters: unknown
    readonly backend?: string
    readonly trainedRows?: number
    readonly seed: Seed
  }
  readonly sampling: {
    readonly rows: number
    readonly seed: Seed
    readonly temperature: number
    readonly conditions: readonly unknown[]
    /** Columns that were drawn with a temperature or top-p of their own. */
    readonly columns?: readonly DrawFact[]
    /** The target was made as frequent in every group of the sensitive columns. */
    readonly parity?: ParityFact
    /** Rows of which some cells were given and the rest was made. */
    readonly completedRows?: number
    /** How often the gaps of given rows were filled, where more than once. */
    readonly copies?: number
  }
  /** Filters that threw made rows away. */
  readonly gates: readonly Gate[]
  readonly privacy: {
    /** The guarantee in full, where the generator is private; null: no formal guarantee. */
    readonly dp: PrivacyStatement | null
    readonly heuristics: readonly { readonly rule: string; readonly parameter: number }[]
    /** Audits and attacks find leaks, they do not rule them out. */
    readonly audits: readonly PrivacyAudit[]
    readonly attacks: readonly AttackFigure[]
  }
  readonly evaluation: readonly EvaluationFigure[]
  /** Real rows among those of the file. */
  readonly mixing: { readonly realRows: 0 }
  /** 1: made from real rows. 2: made from rows that were themselves of generation 1, and so on. */
  readonly generationNumber: number
  /** SHA-256 of synthetic files that it was made from. */
  readonly parents: readonly string[]
  /** Codes; the data card says them in words. */
  readonly limitations: readonly string[]
  readonly files: readonly ProvenanceFile[]
}

export type Seed = number | 'withheld'

export interface ProvenanceSource {
  readonly name: string
  readonly rows?: number
  readonly columns?: number
  readonly sha256?: string
}

export interface PreprocessingStep {
  /** fake: made fresh, never learned · drop: left out · constant: one value in all rows. */
  readonly step: 'learn' | 'fake' | 'drop' | 'constant'
  readonly columns: readonly string[]
}

export interface Gate {
  readonly rule: string
  readonly touchesRealData: boolean
  readonly rejected: number
}

export interface PrivacyAudit {
  readonly audit: 'exact-copies' | 'near-copies' | 'nearer-to-train'
  readonly share: number
  /** What rows that were not learned from let one expect. */
  readonly expected: number
}

export interface AttackFigure {
  readonly attack: string
  readonly auc: number
  readonly interval?: readonly [number, number]
}

export interface EvaluationFigure {
  readonly metric: string
  readonly value: number
  /** The same figure for real rows that were not learned from. */
  readonly reference?: number
  /** The same figure for independent columns. */
  readonly baseline?: number
  /** Synthetic rows that it was measured on. */
  readonly n: number
}

export interface ProvenanceFile {
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly rows: number
}

/** What of a recipe is stated; a `Recipe` is one. */
export interface RecipeFacts {
  readonly source: { readonly name: string; readonly rows: number; readonly sha256?: string }
  readonly schema: { readonly fields: readonly Field[] }
  readonly generator: { readonly options: Readonly<Record<string, unknown>>; readonly minimumCount: number }
  readonly output: {
    readonly seed: number
    readonly temperature: number
    readonly conditions: readonly unknown[]
    readonly columns?: readonly DrawFact[]
    readonly parity?: ParityFact
    readonly copies?: number
  }
  readonly seed: number
}

export interface ProvenanceFacts {
  /** A UUID. Core has no dice of its own. */
  readonly id: string
  /** ISO 8601. Core has no clock. */
  readonly createdAt: string
  readonly toolVersion: string
  readonly recipe: RecipeFacts
  /** The generator that made the rows, where the recipe says 'auto'. */
  readonly generator: string
  readonly backend?: string
  /** Rows that were made. */
  readonly rows: number
  readonly completedRows?: number
  readonly parts: { readonly train: number; readonly control: number; readonly test: number }
  readonly report?: Report
  /** The generation of the source, where it is synthetic itself. */
  readonly parentGeneration?: number
  /**
   * Of a private generator: then nothing of the report is stated, since it looks at real rows; the recipe has no
   * fingerprint.
   */
  readonly privacy?: PrivacyStatement
}

export function buildProvenance(facts: ProvenanceFacts): Provenance {
  const { recipe, generator, backend, rows, parts, privacy, completedRows, parentGeneration = 0 } = facts
  const report = privacy ? undefined : facts.report
  const { name, sha256 } = recipe.source
  const { columns, parity, copies } = recipe.output
  const { fields } = recipe.schema
  // Noise that can be made again protects nobody.
  const seedOf = (seed: number): Seed => (privacy ? 'withheld' : seed)
  return {
    format: 'synthetic-data-studio/provenance',
    schemaVersion: '2.0',
    variant: 'internal',
    id: `urn:uuid:${facts.id}`,
    createdAt: facts.createdAt,
    app: { name: 'Synthetic Data Studio', version: facts.toolVersion },
    synthetic: true,
    modality: 'tabular',
    sources: [{ name, rows: recipe.source.rows, columns: fields.length, ...(sha256 ? { sha256 } : {}) }],
    recipeHash: recipeHash(recipe),
    split: { seed: recipe.seed, train: parts.train, control: parts.control, test: parts.test },
    preprocessing: preprocessingOf(fields),
    generator: {
      type: generator,
      hyperparameters: recipe.generator.options[generator] ?? {},
      ...(backend ? { backend } : {}),
      trainedRows: parts.train,
      seed: seedOf(recipe.seed),
    },
    sampling: {
      rows,
      seed: seedOf(recipe.output.seed),
      temperature: recipe.output.temperature,
      conditions: recipe.output.conditions,
      ...(columns && columns.length > 0 ? { columns } : {}),
      ...(parity ? { parity } : {}),
      ...(completedRows ? { completedRows } : {}),
      ...(completedRows && copies && copies > 1 ? { copies } : {}),
    },
    gates: [],
    privacy: {
      dp: privacy ?? null,
      heuristics: [{ rule: 'minimum-count', parameter: recipe.generator.minimumCount }],
      audits: report ? auditsOf(report) : [],
      attacks: attacksOf(report),
    },
    evaluation: report ? evaluationOf(report) : [],
    mixing: { realRows: 0 },
    generationNumber: parentGeneration + 1,
    parents: parentGeneration > 0 && sha256 ? [sha256] : [],
    limitations: limitationsOf(facts, report),
    files: [],
  }
}

/** How well attacks told who was learned from, over all targets. */
function attacksOf(report: Report | undefined): AttackFigure[] {
  const within = (share: number) => Math.min(1, Math.max(0, share))
  return (report?.leak?.membership ?? []).map(({ attack, all: { auc } }) => ({
    attack,
    auc: auc.value,
    interval: [within(auc.interval[0]), within(auc.interval[1])],
  }))
}

/** As a stranger may read it: nothing that was counted or measured on real rows, and no seed. */
export function publicProvenance(provenance: Provenance): Provenance {
  const { recipeHash: _, split: __, ...kept } = provenance
  const { trainedRows: ___, ...generator } = provenance.generator
  return {
    ...kept,
    variant: 'public',
    sources: provenance.sources.map(({ name }) => ({ name })),
    generator: { ...generator, seed: 'withheld' },
    sampling: { ...provenance.sampling, seed: 'withheld' },
    gates: [],
    privacy: { ...provenance.privacy, audits: [], attacks: [] },
    evaluation: [],
    limitations: provenance.limitations.filter((code) => !measuredLimits.includes(code)),
  }
}

function preprocessingOf(fields: readonly Field[]): PreprocessingStep[] {
  const steps = ['learn', 'fake', 'constant', 'drop'] as const
  return steps.flatMap((step) => {
    const columns = fields.filter(({ action }) => action === step).map(({ name }) => name)
    return columns.length > 0 ? [{ step, columns }] : []
  })
}

/** Limits that tell how many real rows there were. */
const measuredLimits: readonly string[] = ['small-control', 'small-test', 'no-control', 'no-test', 'sampled']

function limitationsOf(
  { privacy, recipe, parentGeneration = 0 }: ProvenanceFacts,
  report: Report | undefined,
): string[] {
  return [
    'no-legal-guarantee',
    ...(privacy?.endToEnd ? [] : ['no-formal-guarantee']),
    'rows-independent',
    ...(recipe.output.conditions.length > 0 ? ['conditions'] : []),
    ...(recipe.output.parity ? ['parity'] : []),
    ...(parentGeneration > 0 ? ['made-from-synthetic'] : []),
    ...new Set(
      (report?.limits ?? []).map(({ code }) => code).filter((code) => code !== 'conditions' && code !== 'parity'),
    ),
  ]
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
