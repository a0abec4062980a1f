import { prepareAudit } from '../../src/core/audit/prepare'
import { readTable, sampleBaselines, splitAudit, takeParts } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import type { ByteSource } from '../../src/core/readers/reader'
import { defaultGenerator, defaultSplit } from '../../src/core/recipe/defaults'
import { withRelations } from '../../src/core/relations/find-relations'
import { findFaults } from '../../src/core/reports/findings'
import { findingText, mismatchText } from '../../src/core/reports/html/audit-words'
import { findingText as checkFindingText } from '../../src/core/reports/html/faithful-texts'
import { reportHtml } from '../../src/core/reports/html/report-html'
import { measureReport } from '../../src/core/reports/measure'
import { inferSchema } from '../../src/core/schema/infer'
import type { EvaluateArguments } from './evaluate-arguments'
import { withSensitive, withTarget } from './recipe'

/** What a call reads. */
interface Inputs {
  readonly real: ByteSource
  readonly holdout?: ByteSource
  readonly synthetic: ByteSource
}

/** The whole report, but what asks the model, for a table that any tool made: read → match → split → measure. */
export async function evaluate(inputs: Inputs, wish: EvaluateArguments, say: (text: string) => void) {
  const real = await read(inputs.real)
  const inferred = inferSchema(real.table, { dateOrder: real.dialect.dateOrder }).schema
  const audit = prepareAudit(
    {
      real,
      synthetic: await read(inputs.synthetic),
      ...(inputs.holdout ? { holdout: await read(inputs.holdout) } : {}),
    },
    withSensitive(withTarget(inferred, wish.target), wish.sensitive),
  )
  for (const mismatch of audit.facts.mismatches.synthetic) say(`Noticed: ${mismatchText(mismatch)}`)
  const { table, holdoutRows, synthetic } = audit
  const parts = takeParts(table, splitAudit(table, holdoutRows, audit.schema, defaultSplit, wish.seed))
  const schema = withRelations(audit.schema, parts.train)
  const { minimumCount } = defaultGenerator
  const report = await measureReport({
    ...parts,
    synthetic,
    ...(await sampleBaselines(parts, schema, minimumCount, wish.seed, () => performance.now())),
    schema,
    generator: 'imported',
    random: createRandom(wish.seed).fork('report'),
    level: 'full',
    minimumCount,
    audit: audit.facts,
  })
  for (const finding of report.check.findings) say(`Noticed: ${checkFindingText(finding)}`)
  const { shapeError, trendError } = report.summary
  return {
    files: {
      'report.json': `${JSON.stringify(report, null, 2)}\n`,
      'report.html': reportHtml(report),
    },
    summary: {
      rows: report.rows,
      columns: report.columns.length,
      mismatches: audit.facts.mismatches.synthetic.length,
      shapeError: shapeError.synthetic,
      trendError: trendError.synthetic,
      holdout: audit.facts.holdout,
      doubts: report.check.findings.map(checkFindingText),
      findings: findFaults(report).map(findingText),
    },
  }
}

async function read(source: ByteSource) {
  const { table, opened } = await readTable(source, {})
  return { name: source.name, table, dialect: opened.dialect }
}
