import type { Probe, Vector } from '../../wire/seal'
import type { Unproved } from '../boot/seal'

export const vectorWords: Readonly<Record<Vector, string>> = {
  fetch: 'Request (fetch)',
  xhr: 'Request (XMLHttpRequest)',
  websocket: 'WebSocket',
  'event-source': 'Event stream',
  script: 'Foreign script',
  'web-transport': 'WebTransport',
  beacon: 'Beacon',
  webrtc: 'Peer connection (WebRTC)',
  image: 'Foreign picture',
  style: 'Foreign style sheet',
  frame: 'Foreign frame',
}

export const outcomeWords: Readonly<Record<Probe['outcome'], string>> = {
  policy: 'refused by the browser',
  absent: 'does not exist here',
  open: 'not refused',
}

export const unprovedWords: Readonly<Record<Unproved, string>> = {
  navigation:
    'That a page can’t carry data in the address it leads to. The studio has no such link; this browser has no rule against it.',
  'service-worker-script':
    'What the service worker’s own script does: it obeys only the headers of the host it came from. It is part of the studio’s open source.',
  'outside-the-page':
    'Browser extensions, the clipboard, screen recorders, and files you save and then send: they are outside of the page.',
}
