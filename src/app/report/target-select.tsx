import { Loader, Select } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { StudioError } from '../../core/problem'
import { db } from '../../db/database'
import { measureTarget } from '../../jobs/study'
import { problemText } from '../problem-text'
import classes from './report.module.css'

/** The column that usefulness is measured for. Another one is measured at once, into this report. */
export function TargetSelect(props: { projectId: string; outputId: string; target: string }) {
  const { projectId, outputId, target } = props
  const schema = useLiveQuery(() => db.schemas.get(projectId), [projectId])?.schema
  const [wanted, setWanted] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const names = schema?.fields.filter((field) => field.action === 'learn').map((field) => field.name) ?? []
  const choose = async (name: string) => {
    setWanted(name)
    setProblem(undefined)
    try {
      await measureTarget(outputId, name)
    } catch (error) {
      if (!(error instanceof StudioError)) throw error
      setProblem(problemText(error.problem).title)
    } finally {
      setWanted(undefined)
    }
  }
  return (
    <Select
      className={classes.noPrint ?? ''}
      size="xs"
      label="Column to predict"
      data={names}
      value={wanted ?? target}
      allowDeselect={false}
      searchable
      disabled={wanted !== undefined}
      rightSection={wanted ? <Loader size={14} /> : undefined}
      error={problem}
      onChange={(name) => name && void choose(name)}
    />
  )
}
