import type { OutputStatus, RunStatus } from '../db/objects'

export const runStatusWords: Readonly<Record<RunStatus, string>> = {
  waiting: 'Waiting for another tab',
  preparing: 'Preparing',
  training: 'Training',
  paused: 'Paused',
  recovering: 'Recovering',
  interrupted: 'Interrupted',
  done: 'Done',
  stopped: 'Stopped and kept',
  failed: 'Failed',
}

export const outputStatusWords: Readonly<Record<OutputStatus, string>> = {
  sampling: 'Being made',
  done: 'Done',
  cancelled: 'Partial, kept',
  failed: 'Failed',
}

const events: Readonly<Record<string, string>> = {
  'device-lost': 'The graphics device was lost; training went on from the last checkpoint.',
  'to-wasm': 'Training went on with WebAssembly.',
  'to-cpu': 'Training went on with plain JavaScript.',
  'rolled-back': 'The loss stopped being a number; training went back to the last checkpoint with smaller steps.',
  resumed: 'Training went on from its checkpoint after the page was closed.',
  'stopped-early': 'Control rows stopped improving, so training ended and the best model was kept.',
  'stopped-and-kept': 'Stopped by you; the best model so far was kept.',
}

/** An event of a run in a sentence; `fact` comes after a colon in the stored event. */
export function eventWords(event: string): string {
  const [code = '', fact] = event.split(/:(.*)/s)
  const words = events[code] ?? `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}.`
  return fact ? `${words} (${fact.trim()})` : words
}

const backends: Readonly<Record<string, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
}

export const backendWords = (backend: string): string => backends[backend] ?? backend
