/** Text as it may stand in a page, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Rows of ready HTML cells; the first cell of each row names it. */
export function tableHtml(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')
  const body = rows.map(
    ([name = '', ...cells]) =>
      `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  )
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

export function sectionHtml(heading: string, ...parts: readonly string[]): string {
  return `<section><h2>${escapeHtml(heading)}</h2>${parts.join('')}</section>`
}

export const paragraphHtml = (text: string): string => `<p>${escapeHtml(text)}</p>`

/** One file that needs nothing else: the policy in its head forbids every request. `hasPictures`: they stand in the page itself. */
export function pageHtml(title: string, body: string, hasPictures = false): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${hasPictures ? '; img-src data:' : ''}">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>${body}</main></body></html>
`
}

const style = `
:root{color-scheme:light dark;--text:#1a1d21;--dim:#5c6570;--line:#d8dde3;--page:#fff;--fill:#7a6ff0;--rule:#1a1d21}
@media(prefers-color-scheme:dark){:root{--text:#e7eaee;--dim:#a0a9b4;--line:#39414a;--page:#16191d;--fill:#8f86f5;--rule:#e7eaee}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:60rem;margin:auto;padding:2rem 1rem}h1{font-size:1.8rem;line-height:1.2;margin:0}
h2{font-size:1.25rem;margin:2.5rem 0 .5rem;border-top:1px solid var(--line);padding-top:1rem}
h3{font-size:1rem;margin:1.5rem 0 .25rem}.guide{fill:none;stroke:var(--line)}.made{fill:none;stroke:var(--fill);stroke-width:1.5;vector-effect:non-scaling-stroke}.dot{fill:var(--fill)}
p{max-width:44rem;color:var(--dim)}.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .75rem .3rem 0;text-align:right;border-bottom:1px solid var(--line);vertical-align:top}
th:first-child{text-align:left;font-weight:500}thead th{color:var(--dim);font-weight:500;font-size:.85rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}
figure{margin:0;border:1px solid var(--line);border-radius:.5rem;padding:.75rem;break-inside:avoid}
figcaption{display:flex;justify-content:space-between;gap:.5rem;font-weight:600;overflow-wrap:anywhere}
figcaption span{color:var(--dim);font-weight:400;white-space:nowrap}
svg.grid{height:auto;background:var(--line)}svg text{font:.6px system-ui;text-anchor:middle;fill:var(--text)}.real{fill:#2f6fb3}.band{fill:#2f6fb3;fill-opacity:.3}.warn{color:var(--text);border-left:.25rem solid #c77700;padding-left:.75rem}
svg{width:100%;height:4.5rem;display:block}.bar{fill:var(--fill)}svg:not(.grid)>.bar{fill-opacity:.45}.line{fill:none;stroke:var(--rule);stroke-width:1.5;vector-effect:non-scaling-stroke}
.ends{display:flex;justify-content:space-between;color:var(--dim);font-size:.8rem;gap:1rem;overflow-wrap:anywhere}
ul{max-width:44rem;padding-left:1.2rem}li{margin:.3rem 0}.grey{color:var(--dim);border-left:3px solid var(--line);padding-left:.75rem}.doubt{border-left:3px solid var(--fill);padding-left:.75rem;color:var(--text)}
summary{color:var(--dim);font-size:.85rem;cursor:pointer}
@media print{:root{color-scheme:light;--text:#000;--dim:#444;--line:#ccc;--page:#fff;--fill:#7a6ff0;--rule:#000}main{max-width:none;padding:0}details:not([open])>:not(summary){display:none}h2,h3{break-after:avoid}tr{break-inside:avoid}.scroll{overflow:visible}}
`
