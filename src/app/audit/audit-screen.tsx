import { Button, Loader } from '@mantine/core'
import { IconReportSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { Problem } from '../../core/problem'
import { importAudit } from '../../jobs/import'
import { measure, problemOf } from '../../store/work'
import { Notice } from '../../ui/notice'
import { ScreenFrame } from '../../ui/screen-frame'
import type { AuditProgress } from '../../wire/api'
import { askToPersist } from '../boot/persistence'
import { receiveFiles } from '../intake/intake'
import { problemText } from '../problem-text'
import { stagePath } from '../routes'
import styles from './audit.module.css'
import { type AuditFiles, assignFiles, type Role } from './file-roles'
import { FileSlot } from './file-slot'

const slots: Readonly<Record<Role, { readonly title: string; readonly hint: string }>> = {
  real: { title: 'The real table', hint: 'What the synthetic rows were made from.' },
  synthetic: { title: 'The synthetic table', hint: 'What another tool made of it.' },
  holdout: {
    title: 'Hold-out (optional)',
    hint: 'Real rows that the other tool never saw. Only beside them can copies be told from chance.',
  },
}

const stepWords: Readonly<Record<AuditProgress['step'], string>> = {
  real: 'Reading the real table…',
  synthetic: 'Reading the synthetic table…',
  holdout: 'Reading the hold-out…',
  matching: 'Matching the columns…',
  saving: 'Keeping the rows in this browser…',
}

type AuditState =
  | { readonly status: 'choosing'; readonly problem?: Problem }
  | { readonly status: 'reading'; readonly step: AuditProgress['step'] }

/** Checks a synthetic table that was made elsewhere: the same report, without a model of ours. */
export function AuditScreen() {
  const [files, setFiles] = useState<AuditFiles>({})
  const [state, setState] = useState<AuditState>({ status: 'choosing' })
  const [, navigate] = useLocation()
  useEffect(() => receiveFiles((dropped) => setFiles((known) => assignFiles(known, dropped))), [])
  const { real, synthetic, holdout } = files

  async function start(): Promise<void> {
    if (!real || !synthetic) return
    setState({ status: 'reading', step: 'real' })
    try {
      const wish = { real, synthetic, ...(holdout ? { holdout } : {}) }
      const { projectId, outputId } = await importAudit(wish, ({ step }) => setState({ status: 'reading', step }))
      void measure(outputId)
      navigate(stagePath(projectId, 'report'))
      await askToPersist()
    } catch (error) {
      setState({ status: 'choosing', problem: problemOf(error) })
    }
  }

  return (
    <ScreenFrame
      title="Check a synthetic table made elsewhere"
      hint="Drop the files anywhere on this page. They are read on this device and go nowhere else."
    >
      {state.status === 'choosing' && state.problem && <Failed problem={state.problem} />}
      <div className={styles.slots}>
        {(['real', 'synthetic', 'holdout'] as const).map((role) => (
          <FileSlot
            key={role}
            {...slots[role]}
            file={files[role]}
            onChange={(file) => setFiles(({ [role]: _, ...others }) => (file ? { ...others, [role]: file } : others))}
          />
        ))}
      </div>
      <div className={styles.start}>
        <Button
          size="md"
          leftSection={<IconReportSearch size={18} />}
          disabled={!real || !synthetic || state.status === 'reading'}
          onClick={() => void start()}
        >
          Check it
        </Button>
        {state.status === 'reading' ? (
          <p className={styles.doubt} role="status">
            <Loader size={12} mr={6} aria-hidden /> {stepWords[state.step]}
          </p>
        ) : (
          <p className={styles.doubt}>{adviceFor(files)}</p>
        )}
      </div>
    </ScreenFrame>
  )
}

function adviceFor({ real, synthetic, holdout }: AuditFiles): string {
  if (!real || !synthetic) return 'It needs the real table and the synthetic one. Columns are matched by their names.'
  if (holdout) return 'All three are there.'
  return 'Without a hold-out the real table is split here. What then can’t be shown is greyed out in the report.'
}

function Failed({ problem }: { readonly problem: Problem }) {
  const { title, advice } = problemText(problem)
  return (
    <Notice tone="bad" title={title}>
      {advice}
    </Notice>
  )
}
