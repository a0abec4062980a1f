import { Button, Group, Loader, NumberInput, Progress, Select, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Derivation } from '../../core/images/derivation'
import type { PictureLayout } from '../../core/images/layouts/layout'
import { layoutIds } from '../../core/images/layouts/registry'
import type { CopyAudit } from '../../core/images/metrics/copy-audit'
import type { Output, Project } from '../../db/objects'
import { exportMade } from '../../jobs/pictures'
import { formatAgo, formatCount, formatQuantity, formatShare } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { OlderPictures, useIsOlder } from '../older-pictures'
import { type PictureReportState, useMadeSet, usePictureReport } from '../use-picture-report'
import { generatorWords } from '../words'
import { Outcome } from './save-outcome'
import { layoutWords } from './scene-words'
import { useSaveZip } from './use-save-zip'

/** The learned set in use as a zip: only once it was checked for copies. Nothing where there is none. */
export function MadeExportPanel({ project }: { readonly project: Project }) {
  const output = useMadeSet(project)
  return output ? <MadeExport key={output.id} project={project} output={output} /> : null
}

/** Folders come first: they are what a set of whole pictures needs. */
const madeLayouts = ['imagefolder', ...layoutIds.filter((id) => id !== 'imagefolder')] as const

function MadeExport({ project, output }: { readonly project: Project; readonly output: Output }) {
  const { state, save } = useSaveZip()
  const [percent, setPercent] = useState(0)
  const [layout, setLayout] = useState<PictureLayout['id']>('imagefolder')
  const report = usePictureReport(output.id)
  const isChecked = report?.status === 'there'
  const isOlder = useIsOlder(output)
  const make = () =>
    save(`${project.name}.${percent > 0 ? 'mixed' : 'synthetic'}.zip`, output.rows, (onProgress) =>
      exportMade(output.id, percent / 100, layout, onProgress),
    )
  const name = generatorWords[output.generator] ?? output.generator
  return (
    <Panel
      title="Learned pictures"
      hint={`${formatQuantity(output.rows, 'picture')} in ${formatQuantity(output.names.length, 'class', 'classes')}, ${name}, made ${formatAgo(output.createdAt, Date.now())}`}
    >
      <OlderPictures output={output} />
      <Stack gap="sm">
        {output.derived && (
          <Notice
            tone="warn"
            title={`These began from ${formatQuantity(output.derived.from.length, 'picture')} of yours`}
          >
            {derivedWords(output.derived)} Each file, provenance.json and the card say so.
          </Notice>
        )}
        {report?.status === 'there' && (
          <Audit isDerived={output.derived !== undefined} audit={report.stored.report?.copies.moved} />
        )}
      </Stack>
      {report && report.status !== 'there' && <Checking state={report} />}
      <Select
        mt="md"
        maw={340}
        label="Labels as"
        description="Boxes are the whole picture: each shows one thing of its class."
        allowDeselect={false}
        data={madeLayouts.map((id) => ({
          value: id,
          label: id === 'imagefolder' ? 'imagefolder: a folder for each class' : layoutWords[id],
        }))}
        value={layout}
        onChange={(id) => setLayout(layoutIds.find((each) => each === id) ?? 'imagefolder')}
      />
      <NumberInput
        mt="md"
        maw={340}
        label="Your own pictures in the set"
        description="Real and made together often teach a model more: see “Both together” in the report."
        suffix=" %"
        min={0}
        max={90}
        allowDecimal={false}
        disabled={isOlder}
        value={isOlder ? 0 : percent}
        onChange={(value) => typeof value === 'number' && setPercent(Math.max(0, Math.min(90, value)))}
      />
      {percent > 0 && (
        <Notice tone="warn" title="Pictures of yours will be in the zip as they are">
          They are named “real-…” and listed in provenance.json. Share it only where you might share them.
        </Notice>
      )}
      <Group mt="md">
        <Button
          size="md"
          leftSection={<IconDownload size={18} />}
          disabled={!isChecked}
          loading={state.status === 'making'}
          onClick={() => void make()}
        >
          Save the zip
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mt="sm">
        Pictures with their labels as training libraries read them, a contact sheet, a dataset card, what was measured,
        and where it all comes from. Each picture says in its file that it was made by a trained model.
      </Text>
      <Outcome state={state} />
    </Panel>
  )
}

const derivedWords = (derived: Derivation) =>
  derived.how === 'variation'
    ? `${Math.round(100 * derived.strength)} % of noise was mixed into them; what they show may be recognised.`
    : 'They lie on the way from one to the other; those near an end resemble it.'

function Checking({ state }: { readonly state: PictureReportState }) {
  return (
    <>
      <Text size="sm">
        <Loader size={12} mr={6} aria-hidden />
        {state.status === 'waiting'
          ? 'Waits until nothing is trained or made any more; then the pictures are checked for copies.'
          : 'Checking whether the pictures are copies of yours, before they can leave …'}
      </Text>
      {state.status === 'measuring' && <Progress mt={8} value={100 * state.share} aria-label="Checked" />}
    </>
  )
}

/** The figure of the copy audit beside what pictures that nobody learned from show. */
function Audit({ audit, isDerived }: { readonly audit: CopyAudit | undefined; readonly isDerived: boolean }) {
  if (!audit) {
    return (
      <Notice tone="warn" title="Not checked for copies">
        Too few pictures are held back to tell whether these are copies of yours. Look at them before you share them.
      </Notice>
    )
  }
  const { share, interval, isCopying, made } = audit
  const range = `${formatShare(interval[0])} to ${formatShare(interval[1])}`
  const found = `${formatShare(share)} of ${formatCount(made)} made pictures (95 % interval ${range}) lie as near to a learned picture as the nearest 1 % of your test pictures do.`
  return isCopying ? (
    <Notice tone="bad" title="Some are copies of your pictures">
      {found} Fresh pictures would show about 1 %. Share this set only where you might share the pictures themselves.{' '}
      {isDerived
        ? 'They began from yours: a larger distance in Generate makes them less alike.'
        : 'More pictures to learn from, or a shorter training, help.'}
    </Notice>
  ) : (
    <Notice tone="good" title="Checked for copies">
      {found} Copies would be many more than 1 %. Pictures moved by a pixel count as copies too.
    </Notice>
  )
}
