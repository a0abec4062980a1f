import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconDice5, IconSparkles } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { keptPictures } from '../../core/images/curation'
import { countClasses } from '../../core/images/picture-pipeline'
import { asLearned } from '../../db/curation'
import type { Output, Project, Run } from '../../db/objects'
import type { StoredPictures } from '../../db/pictures'
import { addOutput } from '../../db/runs'
import { sample, useWork } from '../../store/work'
import { formatAgo, formatCount, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { generatorWords } from '../words'
import classes from './generate.module.css'
import { SamplingProgress } from './sampling-progress'

interface PictureWishProps {
  readonly project: Project
  readonly pictures: StoredPictures
  readonly runs: readonly Run[]
  readonly active: Output | undefined
}

const mostOfClass = 20_000
const mostListed = 60

/** How many pictures of each class, from which model. */
export function PictureWishPanel({ project, pictures, runs, active }: PictureWishProps) {
  const [seed, setSeed] = useState((active?.seed ?? project.seed) + 1)
  const [runId, setRunId] = useState((runs.find(({ id }) => id === active?.runId) ?? runs[0]!).id)
  const run = runs.find(({ id }) => id === runId) ?? runs[0]!
  // A model makes the classes that it has learned, whatever they are called now.
  const learned = useMemo(() => keptPictures(asLearned(pictures, run)), [pictures, run])
  const own = countClasses(learned)
  const [wished, setPerClass] = useState(active?.derived ? undefined : active?.perClass)
  const perClass = wished?.length === own.length ? wished : own
  const sampling = useWork((work) => (work.sampling?.projectId === project.id ? work.sampling : undefined))
  const training = useWork((work) => work.training !== undefined)
  const total = perClass.reduce((sum, count) => sum + count, 0)
  const isEven = perClass.every((count) => count === perClass[0])
  const make = async () => {
    const wish = { wantedRows: total, perClass, seed, temperature: 1, conditions: [] }
    await sample(await addOutput({ ...run, draft: false }, wish))
  }
  return (
    <Panel title="New pictures">
      <Stack gap="lg">
        <div className={classes.fields}>
          <NumberInput
            label="For each class"
            description={isEven ? 'The same number of all' : 'They differ: see below'}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder="Mixed"
            thousandSeparator=","
            allowDecimal={false}
            min={0}
            max={mostOfClass}
            value={isEven ? perClass[0]! : ''}
            onChange={(count) => typeof count === 'number' && setPerClass(perClass.map(() => count))}
          />
          <Select
            label="Model"
            data={runs.map(({ id, generator, createdAt }) => ({
              value: id,
              label: `${generatorWords[generator] ?? generator}, ${formatAgo(createdAt, Date.now())}`,
            }))}
            value={run.id}
            allowDeselect={false}
            onChange={(id) => id && setRunId(id)}
          />
          <NumberInput
            label="Seed"
            description="The same seed makes the same pictures"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowDecimal={false}
            min={0}
            max={4294967295}
            value={seed}
            onChange={(value) => typeof value === 'number' && setSeed(value)}
            rightSection={
              <ActionIcon aria-label="Another seed" onClick={() => setSeed((seed * 69069 + 1) % 4294967296)}>
                <IconDice5 size={18} />
              </ActionIcon>
            }
          />
        </div>
        {learned.classes.length > 1 && learned.classes.length <= mostListed && (
          <ClassMix classNames={learned.classes} perClass={perClass} onChange={setPerClass} />
        )}
        <Group gap="md">
          {sampling ? (
            <SamplingProgress sampling={sampling} />
          ) : (
            <>
              <Button
                size="md"
                leftSection={<IconSparkles size={18} />}
                disabled={training || total < 1}
                onClick={() => void make()}
              >
                Make {formatQuantity(total, 'picture')}
              </Button>
              <Button variant="default" size="md" onClick={() => setPerClass(own)}>
                As many as you have
              </Button>
              <Text size="sm" c="dimmed">
                You have {formatCount(learned.labels.length)}.
              </Text>
            </>
          )}
        </Group>
        {training && (
          <Notice tone="info" title="A network is training">
            Pictures can be made again when it has ended or was stopped.
          </Notice>
        )}
      </Stack>
    </Panel>
  )
}

interface ClassMixProps {
  readonly classNames: readonly string[]
  readonly perClass: readonly number[]
  readonly onChange: (perClass: readonly number[]) => void
}

function ClassMix({ classNames, perClass, onChange }: ClassMixProps) {
  return (
    <div className={classes.mix}>
      {classNames.map((name, label) => (
        <NumberInput
          key={name}
          size="xs"
          label={name}
          thousandSeparator=","
          allowDecimal={false}
          min={0}
          max={mostOfClass}
          value={perClass[label] ?? 0}
          onChange={(count) => typeof count === 'number' && onChange(perClass.with(label, count))}
        />
      ))}
    </div>
  )
}
