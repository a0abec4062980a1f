import type { SealStatus } from '../boot/seal'
import { unprovedWords, vectorWords } from './seal-words'

/** The seal panel as a text to keep. */
export function sealText(seal: SealStatus): string {
  const probes = (where: string, list: SealStatus['page']) =>
    list.map(({ vector, outcome }) => `  ${where} · ${vectorWords[vector]}: ${outcome}`)
  return [
    'Synthetic Data Studio: what left this device',
    `Time: ${new Date().toISOString()}`,
    `Browser: ${navigator.userAgent}`,
    `State: ${seal.state}`,
    `Cross-origin isolated: ${seal.isolated}`,
    `Service worker in control: ${seal.controlled}`,
    `Requests to other places that it refused: ${seal.serviceWorker?.refused ?? 0}`,
    '',
    'Ways out that were tried',
    ...probes('page', seal.page),
    ...probes('worker', seal.worker),
    '',
    'What this can’t prove',
    ...seal.unproved.map((what) => `  ${unprovedWords[what]}`),
    '',
    'Policy',
    ...Object.entries(seal.serviceWorker?.policy ?? {}).map(([name, value]) => `  ${name}: ${value}`),
    '',
  ].join('\n')
}
