import { Loader } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useState } from 'react'
import type { Field, FieldProfile } from '../../core/schema/schema'
import { db } from '../../db/database'
import { loadSchema, useSchema } from '../../store/schema'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import type { ScreenProps } from '../screen'
import { FieldCards } from './field-cards'
import { FieldTable } from './field-table'
import { Presets } from './presets'
import { RulesPanel } from './rules-panel'
import { type FilterChoice, SchemaFilter } from './schema-filter'
import { SchemaSummary } from './schema-summary'
import { SplitPanel } from './split-panel'

export interface FieldRow {
  readonly field: Field
  readonly profile: FieldProfile | undefined
}

/** What each column is and what shall be done with it. Sensible without a click; every edit can be undone. */
export function SchemaScreen({ project }: ScreenProps) {
  const isCards = useMediaQuery('(max-width: 1060px)', false, { getInitialValueInEffect: false })
  const stored = useLiveQuery(() => db.schemas.get(project.id), [project.id])
  useEffect(() => {
    if (stored) void loadSchema(project.id)
  }, [project.id, stored])
  const { projectId, schema, profiles } = useSchema()
  const [filter, setFilter] = useState<FilterChoice>({ text: '', only: 'all' })
  const rows = useMemo(() => joinProfiles(schema.fields, profiles), [schema, profiles])
  const shown = useMemo(() => rows.filter((row) => isShown(row, filter)), [rows, filter])
  if (projectId !== project.id || !stored) {
    return (
      <ScreenFrame title="Schema">
        <Loader aria-label="Opening the schema" />
      </ScreenFrame>
    )
  }
  return (
    <ScreenFrame
      title="Schema"
      hint="What each column is, and what to do with it. The studio worked it out; change what is wrong. The synthetic table is made again after each change."
    >
      <SchemaSummary rows={rows} onFilter={(only) => setFilter({ text: '', only })} />
      <Panel
        title="Columns"
        actions={
          <>
            <SchemaFilter filter={filter} rows={rows} onChange={setFilter} />
            <Presets rows={rows} />
          </>
        }
      >
        {isCards ? <FieldCards rows={shown} /> : <FieldTable rows={shown} />}
      </Panel>
      <RulesPanel projectId={project.id} schema={schema} />
      <SplitPanel project={project} hasGroup={rows.some((row) => row.field.role === 'group')} />
    </ScreenFrame>
  )
}

function joinProfiles(fields: readonly Field[], profiles: readonly FieldProfile[]): FieldRow[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]))
  return fields.map((field) => ({ field, profile: byName.get(field.name) }))
}

function isShown({ field, profile }: FieldRow, { text, only }: FilterChoice): boolean {
  if (!field.name.toLowerCase().includes(text.trim().toLowerCase())) return false
  if (only === 'warnings') return (profile?.warnings.length ?? 0) > 0
  if (only === 'personal') return profile?.warnings.some((warning) => warning.code === 'personal') ?? false
  return only === 'all' || field.action === only
}
