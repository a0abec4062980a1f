import { temporal } from 'zundo'
import { create } from 'zustand'
import type { Relation } from '../core/relations/relation'
import { type Field, type FieldProfile, type Schema, withoutMarks } from '../core/schema/schema'
import { db } from '../db/database'
import { openHistory } from './history'
import { renew, useWork } from './work'

/** The schema as it is being edited. Undo and redo go over `schema`; the database follows at once. */
interface SchemaState {
  readonly projectId?: string
  readonly schema: Schema
  readonly profiles: readonly FieldProfile[]
}

const historyLength = 200
const redraftAfterMs = 900

export const useSchema = create<SchemaState>()(
  temporal((): SchemaState => ({ schema: { fields: [] }, profiles: [] }), {
    partialize: ({ schema }) => ({ schema }),
    equality: (a, b) => a.schema === b.schema,
    limit: historyLength,
  }),
)

let loaded: Schema | undefined
let redraftTimer: ReturnType<typeof setTimeout> | undefined

/** Brings a project's schema into the store. Its history starts anew unless it is the schema that is already there. */
export async function loadSchema(projectId: string): Promise<void> {
  await save()
  const edited = useSchema.getState().schema
  const stored = await db.schemas.get(projectId)
  if (useSchema.getState().schema !== edited) return // Edited while it was read: what is here is newer.
  openHistory({ projectId, edits: useSchema.temporal })
  const schema = stored?.schema ?? { fields: [] }
  const isSame = useSchema.getState().projectId === projectId && JSON.stringify(schema) === JSON.stringify(loaded)
  if (isSame) return
  loaded = schema
  useSchema.setState({ projectId, schema, profiles: stored?.profiles ?? [] })
  useSchema.temporal.getState().clear()
}

/** Puts another schema in place of the one that is edited, as one step of the history. */
export function replaceSchema(schema: Schema): void {
  useSchema.setState({ schema })
}

/** Other fields, the same relations. */
export function replaceFields(fields: readonly Field[]): void {
  replaceSchema({ ...useSchema.getState().schema, fields })
}

/** The relations that are to hold, from now on exactly these. */
export function replaceRelations(relations: readonly Relation[]): void {
  replaceSchema({ ...useSchema.getState().schema, relations })
}

export function editField(name: string, change: Partial<Omit<Field, 'name'>>): void {
  const { fields } = useSchema.getState().schema
  replaceFields(fields.map((field) => (field.name === name ? { ...field, ...change } : field)))
}

/** Marks these columns of a project as sensitive, and no others: one step of the schema's history. */
export async function markSensitive(projectId: string, names: readonly string[]): Promise<void> {
  await loadSchema(projectId)
  const { fields } = useSchema.getState().schema
  replaceFields(
    fields.map(({ sensitive: _, ...field }) => (names.includes(field.name) ? { ...field, sensitive: true } : field)),
  )
  // The edit is being saved already: this write comes behind it, and ends when it does.
  await db.schemas.update(projectId, { schema: useSchema.getState().schema })
}

useSchema.subscribe((state, before) => {
  if (state.schema !== before.schema) void save()
})

/** Writes what was edited, and lets the first table be made again for it. */
async function save(): Promise<void> {
  const { projectId, schema } = useSchema.getState()
  if (!projectId || schema === loaded) return
  const isMadeAlike =
    loaded !== undefined && JSON.stringify(withoutMarks(loaded)) === JSON.stringify(withoutMarks(schema))
  loaded = schema
  await db.transaction('rw', db.schemas, db.projects, async () => {
    await db.schemas.update(projectId, { schema })
    await db.projects.update(projectId, { updatedAt: Date.now() })
  })
  if (!isMadeAlike) redraftSoon(projectId)
}

/** Makes the first table again once the person stopped editing and the last one is done. */
export function redraftSoon(projectId: string): void {
  clearTimeout(redraftTimer)
  redraftTimer = setTimeout(() => {
    const isDrafting = useWork.getState().drafting[projectId]?.status === 'running'
    if (isDrafting) redraftSoon(projectId)
    else void renew(projectId)
  }, redraftAfterMs)
}
