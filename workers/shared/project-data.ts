import { isPrivateGenerator } from '../../src/core/dp/private-generator'
import { type Parts, splitAudit, splitPrivately, takeParts } from '../../src/core/pipeline'
import { certainRelations, findRelations } from '../../src/core/relations/find-relations'
import type { Proposal } from '../../src/core/relations/relation'
import type { Schema } from '../../src/core/schema/schema'
import type { Table } from '../../src/core/table/table'
import { loadTable, sourceOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Project, StoredSplit } from '../../src/db/objects'
import { getOrThrow } from './get-or-throw'

export interface ProjectData {
  readonly project: Project
  readonly schema: Schema
  readonly parts: Parts
  readonly split: StoredSplit
}

let held: { readonly key: string; readonly table: Table } | undefined

/**
 * A project's rows in their parts, as `generator` needs them. The split is made once and stored, a private one made
 * anew; the table stays in memory for the next call.
 */
export async function loadProjectData(projectId: string, generator?: string): Promise<ProjectData> {
  const project = await getOrThrow(db.projects.get(projectId), 'project')
  const { schema } = await getOrThrow(db.schemas.get(projectId), 'schema')
  const key = `${projectId}:${project.source.rows}:${JSON.stringify(project.source.dialect)}`
  if (held?.key !== key) {
    held = undefined // Two tables at once could be too much.
    const names = schema.fields.map((field) => field.name)
    held = { key, table: await loadTable(sourceOwner(projectId), names) }
  }
  if (generator && isPrivateGenerator(generator)) return privateData(project, schema, held.table)
  const split = await loadSplit(project, schema, held.table)
  const parts = takeParts(held.table, split)
  const proposals = await loadProposals(split, schema, parts)
  const relations = schema.relations ?? certainRelations(proposals)
  return { project, schema: { ...schema, relations }, parts, split }
}

/** For a private generator: rows parted each by itself, and no rule that was found in rows. */
function privateData(project: Project, schema: Schema, table: Table): ProjectData {
  const holdoutRows = project.audit?.holdoutRows ?? 0
  const { split: choice, seed } = project
  // Which file a row stood in depends on no other row either.
  const split =
    holdoutRows > 0 ? splitAudit(table, holdoutRows, schema, choice, seed) : splitPrivately(table, schema, choice, seed)
  const stored = { projectId: project.id, key: 'private', duplicates: 0, ...split }
  return { project, schema: { ...schema, relations: [] }, parts: takeParts(table, split), split: stored }
}

/** What ties columns together in the train rows, searched once for these fields and kept with the split. */
async function loadProposals(split: StoredSplit, { fields }: Schema, { train }: Parts): Promise<readonly Proposal[]> {
  const key = JSON.stringify([split.key, fields])
  const stored = (await db.splits.get(split.projectId))?.relations
  if (stored?.key === key) return stored.proposals
  const proposals = findRelations(train, { fields })
  await db.splits.update(split.projectId, { relations: { key, proposals } })
  return proposals
}

async function loadSplit(project: Project, schema: Schema, table: Table): Promise<StoredSplit> {
  const group = schema.fields.findIndex((field) => field.role === 'group')
  const holdoutRows = project.audit?.holdoutRows ?? 0
  const key = JSON.stringify([project.split, project.seed, group, table.rows, project.source.dialect])
  const stored = await db.splits.get(project.id)
  if (stored?.key === key) return stored
  const made = { projectId: project.id, key, ...splitAudit(table, holdoutRows, schema, project.split, project.seed) }
  await db.splits.put(made)
  return made
}
