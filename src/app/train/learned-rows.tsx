import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { Schema } from '../../core/schema/schema'
import type { Project } from '../../db/objects'
import { formatCount, formatShare } from '../../ui/format'
import { stagePath } from '../routes'

/** What a run will learn from, and where that is changed. */
export function LearnedRows({ project, schema }: { project: Project; schema?: Schema }) {
  const { split, source } = project
  const rows =
    split.holdout === 'full'
      ? `${formatShare(split.train, 0)} of ${formatCount(source.rows)} rows; the rest is held back to check the result`
      : `all but 5 % of ${formatCount(source.rows)} rows, which early stopping needs`
  const learned = schema?.fields.filter((field) => field.action === 'learn').length
  return (
    <>
      {learned !== undefined &&
        `Learns ${formatCount(learned)} of ${formatCount(schema?.fields.length ?? 0)} columns from `}
      {learned === undefined && 'Learns from '}
      {rows}.{' '}
      <Anchor component={Link} href={stagePath(project.id, 'schema')} size="sm" underline="always">
        Change under Schema
      </Anchor>
    </>
  )
}
