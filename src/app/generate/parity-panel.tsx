import { Button, MultiSelect, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { Parity } from '../../core/recipe/recipe'
import type { Field } from '../../core/schema/schema'
import { Panel } from '../../ui/panel'
import classes from './generate.module.css'

interface ParityPanelProps {
  /** Learned fields. */
  readonly fields: readonly Field[]
  readonly parity: Parity | undefined
  readonly onChange: (parity: Parity | undefined) => void
}

/** A fair set: an outcome that is as frequent in one group as in the other. */
export function ParityPanel({ fields, parity, onChange }: ParityPanelProps) {
  const marked = fields.filter(({ sensitive }) => sensitive).map(({ name }) => name)
  const [target, setTarget] = useState(parity?.target ?? fields.find(({ role }) => role === 'target')?.name ?? null)
  const [groups, setGroups] = useState<string[]>([...(parity?.sensitive ?? marked)])
  const change = (nextTarget: string | null, nextGroups: string[]) => {
    setTarget(nextTarget)
    setGroups(nextGroups)
    if (parity) onChange(wishOf(nextTarget, nextGroups))
  }
  const names = fields.map(({ name }) => name)
  const wish = wishOf(target, groups)
  return (
    <Panel
      title="Fair outcome"
      hint="One column as frequent in every group as in the whole table; everything else as it was learned"
      actions={
        parity ? (
          <Button size="xs" variant="default" onClick={() => onChange(undefined)}>
            Switch off
          </Button>
        ) : (
          <Button size="xs" variant="default" disabled={!wish} onClick={() => onChange(wish)}>
            Switch on
          </Button>
        )
      }
    >
      <div className={classes.fields}>
        <Select
          label="Outcome"
          placeholder="Choose a column"
          searchable
          data={names}
          value={target}
          onChange={(next) =>
            change(
              next,
              groups.filter((name) => name !== next),
            )
          }
        />
        <MultiSelect
          label="Groups by"
          placeholder={groups.length === 0 ? 'Choose columns' : ''}
          searchable
          data={names.filter((name) => name !== target)}
          value={groups}
          onChange={(next) => change(target, next)}
        />
      </div>
      <Text size="xs" c="dimmed" mt="xs" role="status">
        {parity
          ? `On: “${parity.target}” gets the same shares in every group of ${parity.sensitive.map((name) => `“${name}”`).join(' and ')}. The report and the files say so. Other columns still follow the groups, so a model can find them there.`
          : 'Off: groups differ as in the original.'}
      </Text>
    </Panel>
  )
}

const wishOf = (target: string | null, sensitive: readonly string[]): Parity | undefined =>
  target && sensitive.length > 0 ? { target, sensitive } : undefined
