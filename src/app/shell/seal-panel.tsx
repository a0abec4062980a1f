import { Button, Drawer, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { closePanel } from '../../store/ui'
import { formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import type { Probe, Vector } from '../../wire/seal'
import type { SealStatus } from '../boot/seal'
import { probeAgain, useBoot } from '../boot/seal-status'
import styles from './seal-panel.module.css'
import { sealText } from './seal-text'
import { outcomeWords, unprovedWords, vectorWords } from './seal-words'

/** What left this device: nothing. What shows it, and what can't be shown. */
export function SealPanel() {
  const { seal, isProbing } = useBoot()
  return (
    <Drawer opened onClose={closePanel} position="right" size="lg" title="What left this device">
      <div className={styles.panel}>
        <Verdict seal={seal} />
        <section>
          <h3>Try to leak</h3>
          <Text size="sm" c="dimmed">
            The studio tries each way out itself, from this page and from a worker, towards an address that does not
            exist. You can also pull the plug: everything here works offline.
          </Text>
          <Button
            mt={10}
            size="sm"
            variant="default"
            leftSection={<IconRefresh size={16} />}
            loading={isProbing}
            onClick={() => void probeAgain()}
          >
            Try every way out again
          </Button>
          <Probes seal={seal} />
        </section>
        <section>
          <h3>What this can’t prove</h3>
          <ul className={styles.list}>
            {seal.unproved.map((what) => (
              <li key={what}>{unprovedWords[what]}</li>
            ))}
          </ul>
        </section>
        <Policy seal={seal} />
        <Button variant="default" onClick={() => saveText(sealText(seal))}>
          Save this as a text file
        </Button>
      </div>
    </Drawer>
  )
}

function Verdict({ seal }: { readonly seal: SealStatus }) {
  if (seal.state === 'sealed') {
    const refused = seal.serviceWorker?.refused ?? 0
    return (
      <Notice tone="good" title="Nothing">
        The browser refused every way out that was tried.{' '}
        {seal.controlled &&
          `The service worker saw ${formatQuantity(refused, 'request')} to other places and refused them.`}
      </Notice>
    )
  }
  return (
    <Notice tone="bad" title="This page is not sealed">
      {seal.reason === 'development'
        ? 'This is the development server; the built app seals itself.'
        : 'At least one way out was not refused. The studio sends nothing, but it can’t prove that nothing else does.'}
    </Notice>
  )
}

function Probes({ seal }: { readonly seal: SealStatus }) {
  if (seal.page.length + seal.worker.length === 0) return null
  const vectors = [...new Set([...seal.page, ...seal.worker].map((probe) => probe.vector))]
  const outcome = (probes: readonly Probe[], vector: Vector) => probes.find((probe) => probe.vector === vector)?.outcome
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Way out</th>
          <th scope="col">From the page</th>
          <th scope="col">From a worker</th>
        </tr>
      </thead>
      <tbody>
        {vectors.map((vector) => (
          <tr key={vector}>
            <th scope="row">{vectorWords[vector]}</th>
            <Outcome outcome={outcome(seal.page, vector)} />
            <Outcome outcome={outcome(seal.worker, vector)} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Outcome({ outcome }: { readonly outcome: Probe['outcome'] | undefined }) {
  return <td data-outcome={outcome}>{outcome ? outcomeWords[outcome] : '–'}</td>
}

function Policy({ seal }: { readonly seal: SealStatus }) {
  const [policy, setPolicy] = useState<string>()
  const known = seal.serviceWorker?.policy['Content-Security-Policy']
  useEffect(() => {
    if (known) return setPolicy(known)
    void fetch(location.pathname, { method: 'HEAD' }).then(
      (answer) => setPolicy(answer.headers.get('Content-Security-Policy') ?? 'none'),
      () => setPolicy(undefined),
    )
  }, [known])
  if (!policy) return null
  return (
    <section>
      <h3>The rule your browser enforces</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <pre className={styles.policy} tabIndex={0}>
        {policy.split('; ').join('\n')}
      </pre>
    </section>
  )
}

function saveText(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href: url, download: 'what-left-this-device.txt' }).click()
  URL.revokeObjectURL(url)
}
