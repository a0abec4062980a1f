import { List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { findFaults } from '../../core/reports/findings'
import { auditWords, copiesText, filesText, findingText, mismatchText } from '../../core/reports/html/audit-words'
import type { Report } from '../../core/reports/report'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import classes from './audit-panel.module.css'

/** The gravest faults of columns and pairs, in sentences. Nothing where none stands out. */
export function FindingsPanel({ report }: { report: Report }) {
  const faults = findFaults(report)
  if (faults.length === 0) return null
  return (
    <Panel title={auditWords.findings} hint="Copies, then the gravest faults of columns and of pairs">
      <ul className={classes.faults}>
        {faults.map(findingText).map((text) => (
          <li key={text}>
            <IconAlertTriangle size={17} aria-hidden className={classes.icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Which files were compared, and what of them did not fit. */
export function AuditPanel({ report: { audit } }: { report: Report }) {
  if (!audit) return null
  const { synthetic, holdout } = audit.mismatches
  return (
    <Panel title={auditWords.files} hint={filesText(audit)}>
      <Text size="sm" mb="sm">
        {copiesText(audit)}
      </Text>
      {synthetic.length === 0 ? <Text size="sm">{auditWords.fits}</Text> : <Texts of={synthetic.map(mismatchText)} />}
      {holdout.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="sm" mb={4} translate="no">
            {audit.files.holdout}
          </Text>
          <Texts of={holdout.map(mismatchText)} />
        </>
      )}
    </Panel>
  )
}

function Texts({ of }: { of: readonly string[] }) {
  return (
    <List size="sm" spacing={4}>
      {of.map((text) => (
        <List.Item key={text}>{text}</List.Item>
      ))}
    </List>
  )
}

/** Greys out what can't be concluded when the other tool may have seen the rows that it is compared with. */
export function WhereUnseen({ report: { audit }, children }: { report: Report; children: ReactNode }) {
  if (audit?.holdout !== 'split') return children
  return (
    <section className={classes.doubtful} aria-label="Not conclusive">
      <Notice tone="warn" title="What follows can’t be concluded without a hold-out">
        {auditWords.maySee}
      </Notice>
      <div className={classes.grey}>{children}</div>
    </section>
  )
}
