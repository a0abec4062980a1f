import type { Provenance } from '../reports/provenance'
import type { ColumnDescription } from './columns'
import { descriptionOf, type HandoverFacts, slugOf } from './facts'
import { limitationWords } from './limitation-words'
import { completionWords, parityWords } from './steering-words'

/**
 * `croissant.json`: MLCommons Croissant 1.1 (docs.mlcommons.org/croissant) with its RAI 1.0 vocabulary and W3C PROV. RAI
 * 1.0 has no property for "synthetic"; the keyword and `prov:wasGeneratedBy` say it.
 */
export function croissant(facts: HandoverFacts) {
  const { title, provenance, file } = facts
  const slug = slugOf(title)
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name: slug,
    description: descriptionOf(facts),
    url: provenance.id,
    identifier: provenance.id,
    license: 'unknown',
    citeAs: `${title}. Synthetic table made with ${provenance.app.name} ${provenance.app.version}. ${provenance.id}`,
    version: `${provenance.generationNumber}.0.0`,
    creator: { '@type': 'sc:Organization', name: `Not stated (made with ${provenance.app.name})` },
    datePublished: provenance.createdAt.slice(0, 10),
    keywords: ['synthetic', 'tabular', `generation ${provenance.generationNumber}`],
    isLiveDataset: false,
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': fileId,
        name: file.path,
        contentUrl: file.path,
        contentSize: `${file.bytes} B`,
        encodingFormat: file.mimeType,
        sha256: file.sha256,
      },
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'rows',
        name: 'rows',
        description: 'One synthetic record per row.',
        field: facts.columns.map(fieldOf),
      },
    ],
    ...responsible(provenance),
    ...derivation(provenance),
  }
}

const dataTypes: Readonly<Record<ColumnDescription['type'], string>> = {
  integer: 'sc:Integer',
  number: 'sc:Float',
  boolean: 'sc:Boolean',
  date: 'sc:Date',
  datetime: 'sc:DateTime',
  time: 'sc:Text',
  string: 'sc:Text',
}

/** mlcroissant takes no blanks and no quotes in ids. */
const fileId = 'data'

function fieldOf({ name, type, kind, plain }: ColumnDescription, c: number) {
  return {
    '@type': 'cr:Field',
    '@id': `rows/${c + 1}-${slugOf(name)}`,
    name,
    description: `${kind}, synthetic`,
    // Numbers with signs around them are texts to other programs.
    dataType: plain ? dataTypes[type] : 'sc:Text',
    source: { fileObject: { '@id': fileId }, extract: { column: name } },
  }
}

function responsible(provenance: Provenance) {
  const { preprocessing, privacy, sampling, limitations } = provenance
  const steps = preprocessing.map(({ step, columns }) => `${stepWords[step]}: ${columns.join(', ')}.`)
  const rare = privacy.heuristics.find(({ rule }) => rule === 'minimum-count')
  return {
    'rai:dataCollection':
      'Not collected: drawn from a model that was fitted to the source named in prov:wasDerivedFrom.',
    'rai:dataCollectionType': ['Synthetic data'],
    'rai:dataPreprocessingProtocol': steps,
    'rai:dataManipulationProtocol':
      [
        ...(sampling.conditions.length > 0
          ? ['Rows were drawn under conditions, listed in provenance.json: shares differ from the source on purpose.']
          : []),
        ...(sampling.parity ? [parityWords(sampling.parity)] : []),
      ].join(' ') || 'None after drawing.',
    'rai:dataImputationProtocol': sampling.completedRows
      ? completionWords(sampling.copies)
      : 'Missing values are modelled as in the source: they are missing as often, and with the same cells beside them.',
    'rai:personalSensitiveInformation': [
      'Names, addresses and other direct identifiers of the source are replaced by made-up ones.',
      ...(rare ? [`Values that fewer than ${rare.parameter} source rows hold are not written.`] : []),
    ],
    'rai:dataBiases': ['Biases of the source are kept on purpose; rare groups are less faithful than common ones.'],
    'rai:dataLimitations': limitationWords(limitations),
    'rai:dataUseCases': [
      'Software tests, method development, teaching, and a first look before real data can be used.',
    ],
    'rai:dataSocialImpact': 'Decisions on people should not rest on synthetic rows alone.',
    'rai:dataReleaseMaintenancePlan': 'None stated. It can be made again from the recipe and the source.',
  }
}

const stepWords = {
  learn: 'Learned',
  fake: 'Made fresh, unrelated to the source',
  constant: 'One value in all rows',
  drop: 'Left out',
}

/** PROV-O: derived from the source, by the making of it, which the studio carried out. */
function derivation(provenance: Provenance) {
  const agent = `${provenance.app.name} ${provenance.app.version}`
  return {
    'prov:wasDerivedFrom': provenance.sources.map(({ name, sha256 }) => ({
      '@type': 'prov:Entity',
      'prov:label': name,
      ...(sha256 ? { sha256 } : {}),
    })),
    'prov:wasGeneratedBy': {
      '@type': 'prov:Activity',
      'prov:label': `Fitting ${provenance.generator.type} and drawing rows from it`,
      'prov:endedAtTime': provenance.createdAt,
      'prov:wasAssociatedWith': { '@type': 'prov:SoftwareAgent', 'prov:label': agent },
    },
    'prov:wasAttributedTo': { '@type': 'prov:SoftwareAgent', 'prov:label': agent },
  }
}

/** Appendix 1 of the Croissant 1.1 specification, and PROV. */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  annotation: 'cr:annotation',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  name: { '@container': '@language' },
  parentField: 'cr:parentField',
  path: 'cr:path',
  prov: 'http://www.w3.org/ns/prov#',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}
