import { StudioError } from '../../src/core/problem'
import { createRandom } from '../../src/core/random'
import { predictableFields, predictColumn } from '../../src/core/reports/predictability'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { type ColumnsStudy, patchStudy, type StudyStatus } from '../../src/db/studies'
import { breathe } from '../../src/wire/breathe'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'
import { storageProblem } from '../shared/storage-error'
import { continueMixing } from './mixing-study'

const underWay: readonly (StudyStatus | undefined)[] = ['planning', 'running']

/** Goes on with a study from what is stored, until it is done, or someone gave it another status. */
export async function continueStudy(id: string): Promise<void> {
  const study = await getOrThrow(db.studies.get(id), 'study')
  const isWanted = async () => {
    await breathe()
    return underWay.includes((await db.studies.get(id))?.status)
  }
  try {
    await (study.kind === 'mixing' ? continueMixing(study, isWanted) : continueColumns(study, isWanted))
  } catch (error) {
    const cause = storageProblem(error)
    if (!(cause instanceof StudioError)) {
      await db.studies.update(id, { status: 'failed' })
      throw error
    }
    await db.studies.update(id, { status: 'failed', problem: cause.problem })
  }
}

const rows = 5000

async function continueColumns(study: ColumnsStudy, isWanted: () => Promise<boolean>): Promise<void> {
  const output = await getOrThrow(db.outputs.get(study.outputId), 'output')
  const { project, schema, parts } = await loadProjectData(study.projectId)
  const synthetic = await loadTable(outputOwner(output.id), output.names)
  const request = { ...parts, synthetic, schema, rows, random: createRandom(project.seed).fork('columns') }
  const fields = predictableFields(request)
  const columns = [...study.columns]
  for (const field of fields) {
    if (columns.some(({ name }) => name === field.name)) continue
    if (!(await isWanted())) return
    columns.push(predictColumn(request, field))
    await patchStudy<ColumnsStudy>(study.id, { columns, progress: columns.length / fields.length })
  }
  await patchStudy<ColumnsStudy>(study.id, { status: 'done', progress: 1 })
}
