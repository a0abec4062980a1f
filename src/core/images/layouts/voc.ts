import type { Part } from '../labels'
import type { PictureLayout } from './layout'

const setNames: Readonly<Record<Part, string>> = { train: 'train', validation: 'val', test: 'test' }

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!).replace(/\p{Cc}/gu, ' ')

/** Pascal VOC: an XML for each picture; pixels count from 1, and both ends of a box belong to it. */
export const voc: PictureLayout = {
  id: 'voc',
  start(classes) {
    const sets = new Map<Part, string[]>()
    return {
      add({ name, part, width, height, channels, things = [] }) {
        const own = sets.get(part) ?? []
        sets.set(part, own)
        own.push(name)
        const objects = things.map(
          ({ label, left, top, right, bottom }) => `  <object>
    <name>${escaped(classes[label]!)}</name>
    <pose>Unspecified</pose>
    <truncated>${left === 0 || top === 0 || right === width || bottom === height ? 1 : 0}</truncated>
    <difficult>0</difficult>
    <bndbox><xmin>${left + 1}</xmin><ymin>${top + 1}</ymin><xmax>${right}</xmax><ymax>${bottom}</ymax></bndbox>
  </object>
`,
        )
        const text = `<annotation>
  <folder>JPEGImages</folder>
  <filename>${name}.png</filename>
  <source><database>Synthetic Data Studio</database></source>
  <size><width>${width}</width><height>${height}</height><depth>${channels}</depth></size>
  <segmented>0</segmented>
${objects.join('')}</annotation>
`
        return { name: `JPEGImages/${name}.png`, beside: [{ name: `Annotations/${name}.xml`, text }] }
      },
      end: () =>
        [...sets].map(([part, names]) => ({
          name: `ImageSets/Main/${setNames[part]}.txt`,
          text: names.map((name) => `${name}\n`).join(''),
        })),
    }
  },
}
