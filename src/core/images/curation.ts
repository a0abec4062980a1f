import type { Part } from './labels'

/** What a person says of pictures after they were read: the class of each, and which are left out. */
export interface Curation {
  /** In order; each has a picture, if only one that is left out. */
  readonly classes: readonly string[]
  /** For each picture the index of its class. */
  readonly labels: Int32Array
  /** For each picture 1 where it is left out; absent where none is. It is kept, and may be brought back. */
  readonly excluded?: Uint8Array
}

/** `places`: numbers of pictures. Renaming to a class that is there already joins the two. */
export type CurationEdit =
  | { readonly kind: 'relabel'; readonly places: Iterable<number>; readonly name: string }
  | { readonly kind: 'exclude' | 'include'; readonly places: Iterable<number> }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }

/** The state after an edit; the very same where it changes nothing. The one given stays as it is. */
export function curate(curation: Curation, edit: CurationEdit): Curation {
  switch (edit.kind) {
    case 'relabel':
      return relabelled(curation, edit.places, edit.name.trim())
    case 'rename': {
      const from = curation.classes.indexOf(edit.from)
      const places = [...curation.labels.keys()].filter((place) => curation.labels[place] === from)
      return relabelled(curation, places, edit.to.trim())
    }
    case 'exclude':
    case 'include':
      return marked(curation, edit.places, edit.kind === 'exclude' ? 1 : 0)
    default:
      return edit satisfies never
  }
}

function relabelled(curation: Curation, places: Iterable<number>, name: string): Curation {
  if (name === '') return curation
  const known = curation.classes.indexOf(name)
  const label = known < 0 ? curation.classes.length : known
  const labels = curation.labels.slice()
  for (const place of places) if (place in labels) labels[place] = label
  if (labels.every((own, place) => own === curation.labels[place])) return curation
  return { ...curation, ...tidy([...curation.classes, ...(known < 0 ? [name] : [])], labels) }
}

/** Classes in order, without those that have no picture any more. */
export function tidy(classes: readonly string[], labels: Int32Array): Pick<Curation, 'classes' | 'labels'> {
  const used = new Set(labels)
  const kept = classes.filter((_, label) => used.has(label)).sort((a, b) => (a < b ? -1 : 1))
  const numbers = classes.map((name) => kept.indexOf(name))
  return { classes: kept, labels: labels.map((label) => numbers[label]!) }
}

function marked(curation: Curation, places: Iterable<number>, mark: 0 | 1): Curation {
  const { excluded: before, ...rest } = curation
  const excluded = before?.slice() ?? new Uint8Array(curation.labels.length)
  let isChanged = false
  for (const place of places) {
    if (!(place in excluded) || excluded[place] === mark) continue
    excluded[place] = mark
    isChanged = true
  }
  if (!isChanged) return curation
  return excluded.includes(1) ? { ...rest, excluded } : rest
}

/** Whether two states of the same pictures agree. */
export function sameCuration(a: Curation, b: Curation): boolean {
  const isLeftOut = ({ excluded }: Curation, place: number) => excluded?.[place] === 1
  return (
    a.labels.length === b.labels.length &&
    a.classes.join('\0') === b.classes.join('\0') &&
    a.labels.every((label, place) => label === b.labels[place] && isLeftOut(a, place) === isLeftOut(b, place))
  )
}

/** Pictures with what is known of them. */
export interface CuratedPictures extends Curation {
  /** Absent where no folder names a part. */
  readonly parts?: readonly Part[]
  /** Per picture the first one that it repeats, or itself. */
  readonly copies?: Int32Array
}

/** The pictures that are not left out, numbered anew. */
export interface KeptPictures {
  /** For each its number among all pictures. */
  readonly places: Int32Array
  readonly labels: Int32Array
  /** Those that have a picture which is not left out. */
  readonly classes: readonly string[]
  readonly parts?: readonly Part[]
  readonly copies?: Int32Array
}

/** What every stage after the gallery works with. */
export function keptPictures({ classes, labels, excluded, parts, copies }: CuratedPictures): KeptPictures {
  const all = Int32Array.from(labels.keys())
  const places = excluded ? all.filter((place) => excluded[place] !== 1) : all
  return {
    places,
    ...tidy(
      classes,
      places.map((place) => labels[place]!),
    ),
    ...(parts ? { parts: Array.from(places, (place) => parts[place]!) } : {}),
    ...(copies ? { copies: keptCopies(places, copies) } : {}),
  }
}

/** Where the first of a group is left out, the next one leads it. */
function keptCopies(places: Int32Array, copies: Int32Array): Int32Array {
  const leaders = new Map<number, number>()
  return places.map((place, i) => {
    const group = copies[place]!
    const leader = leaders.get(group) ?? i
    leaders.set(group, leader)
    return leader
  })
}

/** Numbers of the pictures that something may be made of: not left out, not of validation and test folders. */
export function usablePlaces({ labels, excluded, parts }: CuratedPictures): Int32Array {
  return Int32Array.from(labels.keys()).filter(
    (place) => excluded?.[place] !== 1 && (parts?.[place] ?? 'train') === 'train',
  )
}
