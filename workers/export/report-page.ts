import { reportHtml } from '../../src/core/reports/html/report-html'
import { type Provenance, publicProvenance } from '../../src/core/reports/provenance'
import { db } from '../../src/db/database'
import { withStudies } from '../../src/db/studies'
import { getOrThrow } from '../shared/get-or-throw'
import { provenanceOf } from './provenance'
import { recipeOfOutput } from './recipe'

/** An output's report as one page, with where it comes from; of a table made elsewhere that is not known. */
export async function reportPage(outputId: string, variant: Provenance['variant']): Promise<string> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const stored = await getOrThrow(db.reports.get(outputId), 'report')
  const report = await withStudies(stored)
  if (output.generator === 'imported') return reportHtml(report, { variant })
  const provenance = await provenanceOf(output, await recipeOfOutput(outputId), report)
  return reportHtml(report, { variant, provenance: variant === 'public' ? publicProvenance(provenance) : provenance })
}
