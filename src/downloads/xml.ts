const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Everything XML 1.0 does not allow, not even as an entity. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text without what would make a document unreadable as a whole. */
export function xmlText(text: string): string {
  return text.replace(NOT_XML, '');
}

/** Text that is safe between tags and in quoted attributes, in XML and HTML. */
export function escapeXml(text: string): string {
  return xmlText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
