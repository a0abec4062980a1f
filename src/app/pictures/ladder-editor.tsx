import { Button, Group, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { corruptions, ladderLevels, ladderPlaces } from '../../core/images/augment/corruption-ladder'
import type { StoredPictures } from '../../db/pictures'
import { exportLadder } from '../../jobs/pictures'
import { formatCount, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import styles from './pictures.module.css'
import { Outcome } from './save-outcome'
import { SeedField } from './seed-field'
import { nameOf } from './transform-words'
import { useLadder } from './use-ladder'
import { useSaveZip } from './use-save-zip'

interface LadderEditorProps {
  readonly pictures: StoredPictures
  readonly name: string
}

const kindNames = corruptions.map(({ id }) => ({ value: id, label: nameOf(id) }))

/** Test pictures damaged in one of fifteen ways at five strengths, to look at; and all of them as a zip. */
export function LadderEditor({ pictures, name }: LadderEditorProps) {
  const { projectId, width, height, channels, recipe } = pictures
  const [kind, setKind] = useState(corruptions[0]!.id)
  const [seed, setSeed] = useState(recipe.seed)
  const [isOne, setIsOne] = useState(false)
  const { state, save } = useSaveZip()
  const rows = useLadder(projectId, kind, seed)
  const { places, areTests } = useMemo(() => ladderPlaces(pictures), [pictures])
  const kinds = isOne ? [kind] : corruptions.map(({ id }) => id)
  const total = kinds.length * ladderLevels * places.length
  const make = () =>
    save(`${name}.damaged.zip`, total, (onProgress) => exportLadder(projectId, kinds, seed, onProgress))
  return (
    <>
      <Panel
        title="A look at it"
        hint="Your pictures as they are, then weaker to stronger"
        actions={
          <Group gap="sm">
            <Select
              aria-label="Kind of damage"
              data={kindNames}
              allowDeselect={false}
              value={kind}
              onChange={(id) => id && setKind(id)}
            />
            <SeedField seed={seed} onChange={setSeed} />
          </Group>
        }
      >
        <table className={styles.ladder}>
          <thead>
            <tr>
              <th scope="col">As it is</th>
              {Array.from({ length: ladderLevels }, (_, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a level is its number
                <th key={i} scope="col">
                  Level {i + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ before, levels }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={row}>
                {[before, ...levels].map((pixels, level) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a level is its number
                  <td key={level}>
                    <PixelCanvas
                      {...{ width, height, channels, pixels }}
                      label={`Picture ${row + 1}, ${level === 0 ? 'as it is' : `level ${level}`}`}
                      className={styles.thumbnail}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel
        title="Make the test set"
        hint="A folder for each kind, each level and each class, in one zip. Kinds and strengths are our own: scores on them do not compare with ImageNet-C."
      >
        <Group align="end">
          <Select
            label="Kinds"
            allowDeselect={false}
            data={[
              { value: 'all', label: `All ${corruptions.length}` },
              { value: 'one', label: `Only ${nameOf(kind).toLowerCase()}` },
            ]}
            value={isOne ? 'one' : 'all'}
            onChange={(value) => setIsOne(value === 'one')}
          />
          <Button
            leftSection={<IconDownload size={16} />}
            disabled={places.length === 0}
            loading={state.status === 'making'}
            onClick={() => void make()}
          >
            Make and save the zip
          </Button>
        </Group>
        <p>
          {formatQuantity(total, 'picture')}: {formatQuantity(places.length, areTests ? 'test picture' : 'picture')} in{' '}
          {formatQuantity(kinds.length, 'way')} at {formatCount(ladderLevels)} levels.
          {!areTests &&
            ' You have no folder for testing, so training pictures are taken: test no model with them that has learned from them.'}
        </p>
        <Outcome state={state} />
      </Panel>
    </>
  )
}
