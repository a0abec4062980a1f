/**
 * IPTC's words: made by a learned model, real pictures that a program changed without one, or several elements put
 * together of which some are synthetic.
 */
export type DigitalSource =
  | 'trainedAlgorithmicMedia'
  /** Begun from real media. */
  | 'compositeWithTrainedAlgorithmicMedia'
  | 'algorithmicallyEnhanced'
  | 'compositeSynthetic'

export const digitalSourceType = (source: DigitalSource): string =>
  `http://cv.iptc.org/newscodes/digitalsourcetype/${source}`

/** An XMP packet (ISO 16684-1) that says how a picture came to be. */
export function xmpPacket(source: DigitalSource, toolVersion: string): string {
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    ` xmp:CreatorTool="Synthetic Data Studio ${toolVersion}" Iptc4xmpExt:DigitalSourceType="${digitalSourceType(source)}"/>`,
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  ].join('')
}
