import { Button, Progress, Text } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import {
  predictabilityHeads,
  predictabilityIntro,
  predictabilityRows,
  predictabilityTitle,
} from '../../core/reports/html/predictability-words'
import type { ColumnPredictability } from '../../core/reports/predictability'
import { db } from '../../db/database'
import type { Output } from '../../db/objects'
import { addColumnsStudy, type ColumnsStudy, columnsId, patchStudy } from '../../db/studies'
import { continueStudy } from '../../jobs/study'
import { FigureTable } from './figure-table'
import { ProblemNotice } from './problem-notice'
import classes from './report.module.css'
import { measurementText } from './report-words'

/** Every column as a target, on demand: where links between columns were lost. */
export function PredictabilityPart({ output }: { output: Output }) {
  const found = useLiveQuery(() => db.studies.get(columnsId(output.id)), [output.id])
  const study = found?.kind === 'columns' ? found : undefined
  const start = async () => continueStudy(await addColumnsStudy(output.projectId, output.id))
  const goOn = async (id: string) => {
    await patchStudy<ColumnsStudy>(id, { status: 'running' })
    await continueStudy(id)
  }
  return (
    <section aria-label={predictabilityTitle}>
      <h3 className={classes.subtitle}>{predictabilityTitle}</h3>
      {!study && (
        <>
          <Text size="sm" mb="xs">
            {predictabilityIntro}
          </Text>
          <Button size="xs" variant="default" className={classes.noPrint ?? ''} onClick={() => void start()}>
            Measure every column
          </Button>
        </>
      )}
      {study?.status === 'failed' && (
        <ProblemNotice {...(study.problem ? { problem: study.problem } : {})} retry={() => void goOn(study.id)} />
      )}
      {study?.status === 'running' && <Progress value={study.progress * 100} my="xs" aria-label="Columns measured" />}
      {study?.status === 'interrupted' && (
        <Button size="xs" onClick={() => void goOn(study.id)}>
          Go on
        </Button>
      )}
      {study && study.columns.length > 0 && <ColumnsTable columns={study.columns} />}
    </section>
  )
}

function ColumnsTable({ columns }: { columns: readonly ColumnPredictability[] }) {
  return (
    <FigureTable
      label="Predictability of every column"
      heads={predictabilityHeads}
      rows={predictabilityRows(columns, (reason) => measurementText({ kind: 'undefined', reason }, String))}
    />
  )
}
