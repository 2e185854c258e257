import { SaxesParser } from 'saxes';
import type { FhirVersion } from '../elements.ts';
import type { Issue } from '../issue.ts';
import { writeExact, type ExactMembers } from '../json/exact.ts';
import { XmlFault } from './fault.ts';
import type { Frame } from './frame.ts';
import { documentFrame } from './frames.ts';

/**
 * A resource's XML as JSON, numbers as they are written. Any prefixes will do. Refused, with line and column: what is
 * not well-formed, a document type declaration (and so all entities), elements and attributes that FHIR does not have,
 * more than 100 levels. FHIR R4 §2.6.1
 */
export const fromXml = (version: FhirVersion, xml: string): { readonly text: string } | Issue => {
  const parser = new SaxesParser({ xmlns: true });
  try {
    return { text: writeExact(read(parser, version, xml.startsWith('\uFEFF') ? xml.slice(1) : xml)) };
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    const { message, code, expression } = fault;
    const place = `line ${parser.line}, column ${parser.columnIndex}`;
    return { severity: 'error', code, expression, diagnostics: `${message}: ${place}.` };
  }
};

const read = (parser: SaxesParser<{ xmlns: true }>, version: FhirVersion, xml: string): ExactMembers => {
  const resource: ExactMembers = {};
  let start = 0;
  const source = { start: () => start, upToHere: (from: number) => xml.slice(from, parser.position) };
  const frames: Frame[] = [documentFrame({ version, source }, resource)];
  const path = (): string => frames.at(-1)?.path ?? '';
  const text = (characters: string): void => {
    const frame = frames.at(-1);
    if (frame?.text !== undefined) frame.text(characters);
    else if (/\S/.test(characters)) throw new XmlFault('There may be no text here', path());
  };

  // Without a handler saxes throws errors of its own; after one it would go on reading.
  parser.on('error', ({ message }) => {
    throw new XmlFault(`The XML is not well-formed (${message.replace(/^[\d:]+ |\.$/g, '')})`, path());
  });
  parser.on('doctype', () => {
    throw new XmlFault('A document type declaration is not allowed', path());
  });
  parser.on('opentagstart', ({ name }) => {
    // The character behind the name has been read.
    start = parser.position - name.length - 2;
  });
  parser.on('opentag', (tag) => {
    const frame = frames.at(-1)?.open(tag);
    if (frame !== undefined) frames.push(frame);
  });
  parser.on('closetag', () => frames.pop()?.close());
  parser.on('text', text);
  parser.on('cdata', text);
  parser.write(xml).close();
  return resource;
};
