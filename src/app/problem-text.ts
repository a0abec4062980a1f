import type { Problem } from '../core/problem'
import { formatBytes, formatCount, formatList, formatQuantity } from '../ui/format'

export interface ProblemText {
  /** What happened. */
  readonly title: string
  /** What to do about it. */
  readonly advice: string
}

type Texts = { readonly [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => ProblemText }

/** Words for every problem: a code without an entry does not compile. */
const texts: Texts = {
  'images/no-pictures': ({ name, refused }) => ({
    title: `“${name}” holds no picture that can be read`,
    advice:
      refused > 0
        ? `${formatCount(refused)} files in it are no pictures, damaged, or in another format. Choose PNG or JPEG files, with a folder for each class.`
        : 'Choose a zip or folder with PNG or JPEG files, with a folder for each class.',
  }),
  'images/no-cut-outs': ({ name, classes }) => ({
    title: `“${name}” holds nothing that could be placed in a scene`,
    advice:
      classes.length > 0
        ? `No cut-out of ${classes.join(', ')} is there. Choose other classes.`
        : 'Add pictures with clear parts (PNG or WebP with transparency), or draw around things in your pictures.',
  }),
  'images/no-grounds': ({ name }) => ({
    title: `“${name}” holds no picture that could be a background`,
    advice: 'Choose a computed background too, or add pictures in which nothing is marked.',
  }),
  'images/recipe-unreadable': ({ where }) => ({
    title: 'This file is no recipe for pictures',
    advice: `Something in it is not as it should be: ${where}. Use the recipe.json of an earlier export.`,
  }),
  'images/too-few': ({ name, pictures, least }) => ({
    title: `“${name}” holds ${formatQuantity(pictures, 'picture')}`,
    advice: `At least ${formatCount(least)} are needed to learn from, and some hundred for each class to make good ones. Add more, or change the ones you have by augmenting them.`,
  }),
  'images/not-learned': ({ path, isHeldBack, known }) => ({
    title: isHeldBack ? `“${path}” is held back for testing` : `There is no picture “${path}”`,
    advice: `New pictures begin from those that are learned from, for example ${known.join(', ')}.`,
  }),
  'images/too-many-files': ({ name, files, limit }) => ({
    title: `“${name}” holds ${formatCount(files)} files`,
    advice: `The studio reads up to ${formatCount(limit)} at a time. Split it into several zips.`,
  }),
  'read/empty': ({ name }) => ({
    title: `“${name}” is empty`,
    advice: 'The file has no content. Save it again in the program it comes from, then drop it here.',
  }),
  'read/changed': ({ name }) => ({
    title: `“${name}” changed while it was read`,
    advice:
      'It was saved again, moved or deleted after you chose it, so the browser no longer hands it out. Close it in other programs, then drop it again.',
  }),
  'read/unknown-format': ({ name }) => ({
    title: `“${name}” is in a format the studio can’t read`,
    advice: 'Save it as CSV, TSV, JSON, JSON Lines, Parquet or Excel (.xlsx). Each of these may also be gzipped.',
  }),
  'read/binary': ({ name }) => ({
    title: `“${name}” is not a table`,
    advice:
      'It looks like a picture, a program or another binary file. Choose a file with rows and columns, such as CSV.',
  }),
  'read/encrypted': ({ name }) => ({
    title: `“${name}” is protected by a password`,
    advice: 'Open it in your spreadsheet program, remove the password or save it as CSV, then drop it here.',
  }),
  'read/broken': ({ name, format, reason }) => ({
    title: `“${name}” is damaged`,
    advice: `It could not be read as ${format} (${reason}). Copy or download the file again, or export it once more from its source.`,
  }),
  'read/no-rows': ({ name }) => ({
    title: `“${name}” has a header but no rows`,
    advice: 'There is nothing to learn from yet. If its first line is data and not a header, switch the header off.',
  }),
  'read/one-column': ({ name }) => ({
    title: `“${name}” has only one column`,
    advice:
      'If it should have more, another character separates them: change the delimiter below. One column alone has no links to learn.',
  }),
  'read/too-many-columns': ({ name, columns, limit }) => ({
    title: `“${name}” has ${formatCount(columns)} columns`,
    advice: `The studio reads up to ${formatCount(limit)}. Remove columns you don’t need. If the file should have far fewer, check its delimiter.`,
  }),
  'read/encoding': ({ name, encoding, row }) => ({
    title: `“${name}” can’t be read as ${encoding}`,
    advice: `The first bytes that don’t fit are in row ${formatCount(row)}. Choose another encoding, or save the file as UTF-8.`,
  }),
  'read/open-quote': ({ name, row }) => ({
    title: `A quote that opens in row ${formatCount(row)} of “${name}” never closes`,
    advice: `Everything after it would be one single cell. Correct row ${formatCount(row)}, or set the quote character to “none”.`,
  }),
  'read/too-large': ({ name, bytes, limit }) => ({
    title: `“${name}” is too large (${formatBytes(bytes)})`,
    advice: `Up to ${formatBytes(limit)} can be read in this browser. Take a random part of its rows: a few hundred thousand are plenty to learn from.`,
  }),
  'schema/too-few-rows': ({ rows, needed }) => ({
    title: `${formatQuantity(rows, 'row is', 'rows are')} too few to learn from`,
    advice: `At least ${formatCount(needed)} are needed. Add rows; if the file holds that many, choose “All rows” under Split in Schema.`,
  }),
  'measure/no-task': ({ column }) => ({
    title: `“${column}” can’t be predicted here`,
    advice: 'It holds one value, too many different ones, or too few rows. Choose another column.',
  }),
  'schema/nothing-to-learn': () => ({
    title: 'No column is set to “learn”',
    advice: 'Go to Schema and set at least one column to “learn”.',
  }),
  'schema/unknown-column': ({ column }) => ({
    title: `There is no column named “${column}”`,
    advice: 'Check its spelling. Upper and lower case count.',
  }),
  'encode/unknown-value': ({ column, value, known = [] }) => ({
    title: `“${value}” does not occur in “${column}”`,
    advice: `${
      known.length > 0
        ? `Values that can be asked for: ${formatList(
            known.map((text) => `“${text}”`),
            6,
          )}.`
        : 'Choose one of the values that the column holds.'
    } Rare values are pooled and can’t be asked for.`,
  }),
  'encode/not-conditionable': ({ column }) => ({
    title: `“${column}” can’t have a condition`,
    advice: 'Only columns that are learned can. Set the column to “learn” in Schema, or remove the condition.',
  }),
  'encode/not-a-number': ({ column, value }) => ({
    title: `“${value}” is not a number`,
    advice: `“${column}” holds numbers. Type one, such as 42 or 3.5.`,
  }),
  'encode/contradiction': ({ column }) => ({
    title: `No value of “${column}” meets its conditions`,
    advice: 'Loosen one of them, or remove it.',
  }),
  'encode/shares-exceed-one': ({ column, sum }) => ({
    title: `The shares for “${column}” add up to ${Math.round(sum * 100)} %`,
    advice: 'Lower them until they add up to at most 100 %.',
  }),
  'encode/unreadable-state': ({ encoder }) => ({
    title: 'This saved model can’t be read',
    advice: `Its “${encoder}” part is damaged or from another version of the studio. Train again; your data is untouched.`,
  }),
  'dp/range-unreadable': ({ column, low, high }) => ({
    title: `The range ${low}..${high} of “${column}” can’t be used`,
    advice: 'Write its lower end first, both as the file writes them: age = 17..90.',
  }),
  'dp/domain-unfit': ({ column, needs }) => ({
    title: {
      range: `“${column}” needs both ends of its range`,
      values: `“${column}” needs all its values`,
      nothing: `Nothing can be declared of “${column}”`,
    }[needs],
    advice: {
      range: `Write them as the file writes its values, with two dots between: ${column}=lowest..highest`,
      values: `Write them with strokes between: ${column}=first value|second value`,
      nothing: 'Its values are made or left out, so nothing about them has to be known. Delete the line.',
    }[needs],
  }),
  'fit/diverged': ({ step }) => ({
    title: `Training went astray at step ${formatCount(step)}`,
    advice:
      'The studio went back to the last good state and tried again without success. Train again with another seed.',
  }),
  'fit/no-engine': () => ({
    title: 'This device can’t train a network',
    advice:
      'Neither a graphics card nor WebAssembly can be used here. Sequential trees work without either and are ready.',
  }),
  'fit/no-row-gradients': () => ({
    title: 'The private network needs WebAssembly',
    advice: 'It can’t be used in this browser. Private marginals need nothing of the kind and give the same guarantee.',
  }),
  'fit/device-lost': ({ reason }) => ({
    title: 'The graphics card stopped answering',
    advice: `Training can go on from its last checkpoint on the processor. (${reason})`,
  }),
  'fit/unknown-generator': ({ generator }) => ({
    title: `There is no generator named “${generator}”`,
    advice: 'Choose one from the list in Train.',
  }),
  'sample/too-many-given': ({ rows, limit }) => ({
    title: `${formatCount(rows)} rows are too many to complete at once`,
    advice: `Split the file: up to ${formatCount(limit)} rows can be completed in one go.`,
  }),
  'sample/needs-refit': () => ({
    title: 'This condition needs another fit',
    advice: 'Trees learn the conditioned columns first. Start it again; it takes about a second.',
  }),
  'sample/impossible': ({ columns }) => ({
    title: 'No row can meet these conditions together',
    advice: `Loosen the condition on ${formatList(columns.map((column) => `“${column}”`))}.`,
  }),
  'sample/out-of-reach': ({ made, wanted }) => ({
    title:
      made === 0
        ? 'No row that meets the conditions could be found'
        : `Only ${formatCount(made)} of ${formatCount(wanted)} rows that meet the conditions could be found`,
    advice:
      'One of the conditions is on a column that is computed from others. Widen it, or switch its rule off in Schema.',
  }),
  'sample/parity-entangled': ({ target, sensitive }) => ({
    title: `“${target}” can’t be equally frequent over ${formatList(sensitive.map((name) => `“${name}”`))}`,
    advice:
      'One is computed from the other, or they are the same. Choose other columns, or switch that rule off in Schema.',
  }),
  'export/unknown-format': ({ format }) => ({
    title: `There is no export format named “${format}”`,
    advice: 'Choose one from the list in Export.',
  }),
  'export/too-many-rows': ({ format, rows, limit }) => ({
    title: `${formatCount(rows)} rows don’t fit into ${format}`,
    advice: `It holds at most ${formatCount(limit)}. Export as CSV or Parquet, or generate fewer rows.`,
  }),
  'export/too-many-columns': ({ format, columns, limit }) => ({
    title: `${formatCount(columns)} columns don’t fit into ${format}`,
    advice: `It holds at most ${formatCount(limit)}. Export as CSV or Parquet, or leave columns out in Schema.`,
  }),
  'export/cell-too-long': ({ format, characters, limit }) => ({
    title: `A text of ${formatCount(characters)} characters is too long for ${format}`,
    advice: `A cell holds at most ${formatCount(limit)} there. Export as CSV or Parquet instead.`,
  }),
  'recipe/unreadable': ({ reason }) => ({
    title: 'This recipe can’t be read',
    advice: `It is not a recipe of this studio, or it was changed by hand. (${reason})`,
  }),
  'recipe/other-data': ({ missing }) => ({
    title: 'This recipe belongs to another table',
    advice: `These columns are missing: ${formatList(missing)}. Drop the file that the recipe was made for.`,
  }),
  'recipe/condition-unreadable': ({ text }) => ({
    title: `The condition “${text}” can’t be read`,
    advice: 'Write it like income=>50K, or age=18..30.',
  }),
  'recipe/not-balanceable': ({ column, values, most }) => ({
    title: `“${column}” can’t be balanced`,
    advice:
      values > most
        ? `It has ${formatCount(values)} values, and up to ${most} can get equal shares. Ask for shares of single values instead.`
        : 'Only a column of words or yes/no with at least two frequent values can. Ask for a range or a value instead.',
  }),
  'recipe/parity-unreadable': ({ text }) => ({
    title: `The fairness wish “${text}” can’t be read`,
    advice: 'Write the outcome, then the groups: income~sex, or income~sex+race.',
  }),
  'recipe/draw-unreadable': ({ text }) => ({
    title: `“${text}” can’t be read`,
    advice: 'Write a number for all columns, such as 0.9, or one column’s, such as age=0.9.',
  }),
  'audit/no-common-columns': ({ name, real, has, expected }) => ({
    title: `“${name}” and “${real}” have no column in common that could be compared`,
    advice: `Columns are matched by their names. One has ${formatList(has)}, the other ${formatList(expected)}. Check that both files have a header row and that they are not mixed up.`,
  }),
  'audit/nothing-to-compare': ({ name }) => ({
    title: `No column of “${name}” can be compared`,
    advice:
      'Each holds a single value, ids or free text, or is left out. Check that it is the real table, and its header row.',
  }),
  'audit/holdout-lacks-columns': ({ name, columns }) => ({
    title: `The hold-out “${name}” lacks columns of the real table`,
    advice: `It needs ${formatList(columns.map((column) => `“${column}”`))}, with values of the same kind. Give the hold-out with the same columns, or leave it away.`,
  }),
  'audit/too-few-rows': ({ name, rows, needed }) => ({
    title: `“${name}” has too few rows to be compared: ${formatCount(rows)}`,
    advice: `At least ${formatCount(needed)} are needed; from some hundred on the figures say something.`,
  }),
  'storage/quota': () => ({
    title: 'The browser has no room left to save this',
    advice: 'Delete projects you no longer need, or free disk space. What was saved before is safe.',
  }),
  'storage/unavailable': ({ reason }) => ({
    title: 'The browser does not let the studio save anything',
    advice: `This happens when site data is blocked and in some private windows. Allow site data for this page in the browser’s settings, or open it in a normal window. (${reason})`,
  }),
  'storage/not-found': ({ what }) => ({
    title: `The ${what} is gone`,
    advice: 'It was deleted, perhaps in another tab. Go back to Home.',
  }),
  'storage/backup-unreadable': ({ reason }) => ({
    title: 'This backup can’t be restored',
    advice: `The file is incomplete or not a backup of this studio. Nothing was changed. (${reason})`,
  }),
  'run/cancelled': () => ({ title: 'Stopped', advice: 'Nothing was lost. Start again whenever you like.' }),
}

export function problemText(problem: Problem): ProblemText {
  // One entry per code: the entry takes exactly this problem.
  return (texts[problem.code] as (problem: Problem) => ProblemText)(problem)
}
