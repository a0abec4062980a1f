import { Select } from '@mantine/core'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { draft } from '../../store/work'
import { formatShare } from '../../ui/format'

/** Which rows are learned from, and what can then no longer be shown. */
export function HoldoutChoice({ project: { id, split } }: { project: Project }) {
  const test = 1 - split.train - split.control
  const change = async (holdout: 'full' | 'early-stop') => {
    await db.projects.update(id, { split: { ...split, holdout }, updatedAt: Date.now() })
    await draft(id)
  }
  return (
    <Select
      label="Rows to learn from"
      maw={520}
      style={{ flex: '1 1 300px' }}
      allowDeselect={false}
      value={split.holdout}
      data={[
        { value: 'full', label: `${formatShare(split.train, 0)}, and hold back the rest to check the result` },
        { value: 'early-stop', label: 'All but the 5 % that early stopping needs' },
      ]}
      description={
        split.holdout === 'full'
          ? `${formatShare(split.control, 0)} control rows judge every figure, ${formatShare(test, 0)} test rows measure usefulness.`
          : 'Slightly closer rows. But copies and usefulness can then hardly be checked: too few rows remain unseen.'
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(holdout) => (holdout === 'full' || holdout === 'early-stop') && void change(holdout)}
    />
  )
}
