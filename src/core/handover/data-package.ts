import type { ColumnDescription } from './columns'
import { descriptionOf, type HandoverFacts, slugOf } from './facts'

/** `datapackage.json`: Data Package 2.0 (datapackage.org/standard), with `synthetic: true` as a property of our own. */
export function dataPackage(facts: HandoverFacts) {
  const { title, provenance, columns, file } = facts
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name)
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: slugOf(title),
    id: provenance.id,
    title,
    description: descriptionOf(facts),
    created: provenance.createdAt,
    keywords: ['synthetic', 'tabular'],
    sources: provenance.sources.map(({ name }) => ({ title: name })),
    contributors: [{ title: `${provenance.app.name} ${provenance.app.version}`, roles: ['generator'] }],
    synthetic: true,
    generationNumber: provenance.generationNumber,
    resources: [
      {
        name: slugOf(title),
        path: file.path,
        type: 'table',
        format: file.path.slice(file.path.lastIndexOf('.') + 1),
        mediatype: file.mimeType,
        encoding: 'utf-8',
        bytes: file.bytes,
        hash: `sha256:${file.sha256}`,
        schema: {
          fields: columns.map(fieldOf),
          missingValues: [...new Set(['', ...file.missingWords])],
          ...(keys.length > 0 ? { primaryKey: keys } : {}),
        },
      },
    ],
  }
}

function fieldOf(column: ColumnDescription) {
  const { name, type, format, order, isKey } = column
  const isNumber = type === 'integer' || type === 'number'
  return {
    name,
    type,
    ...(isNumber && format ? numberProperties(type, format) : {}),
    // Ours are written TRUE, true or True.
    ...(type === 'boolean' ? { trueValues: ['true', 'True', 'TRUE'], falseValues: ['false', 'False', 'FALSE'] } : {}),
    ...(type === 'string' && order ? { categories: [...order], categoriesOrdered: true } : {}),
    ...(isKey ? { constraints: { required: true, unique: true } } : {}),
  }
}

function numberProperties(type: 'integer' | 'number', format: NonNullable<ColumnDescription['format']>) {
  return {
    ...(format.prefix + format.suffix === '' ? {} : { bareNumber: false }),
    ...(format.thousandsMark === '' ? {} : { groupChar: format.thousandsMark }),
    ...(type === 'number' && format.decimalMark !== '.' ? { decimalChar: format.decimalMark } : {}),
  }
}
