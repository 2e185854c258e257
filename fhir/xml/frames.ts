import type { SaxesTagNS } from 'saxes';
import type { FhirVersion } from '../elements.ts';
import { ExactNumber, type Exact, type ExactMembers } from '../json/exact.ts';
import { deepestJson } from '../json/parse.ts';
import { layoutOf, type Layout, type Slot } from '../layout.ts';
import { XmlFault } from './fault.ts';
import type { Frame } from './frame.ts';
import { fhirNamespace, xhtmlNamespace } from './namespaces.ts';
import { narrativeFrame, type Source } from './narrative.ts';
import { put } from '../put.ts';

export type Reading = { readonly version: FhirVersion; readonly source: Source };

/** Around the outermost element. */
export const documentFrame = (reading: Reading, resource: ExactMembers): Frame => ({
  path: '',
  open: (tag) => resourceFrame(reading, tag, { members: resource, path: '', depth: 1 }),
  close: () => undefined,
});

/** What is read into, where that is, and how many brackets of JSON are around it. */
type Place = { readonly members: ExactMembers; readonly path: string; readonly depth: number };

const resourceFrame = (reading: Reading, tag: SaxesTagNS, { members, path, depth }: Place): Frame => {
  const layout = tag.uri === fhirNamespace ? layoutOf(reading.version, tag.local) : undefined;
  if (layout?.isResource !== true) throw new XmlFault(`A resource in the namespace ${fhirNamespace} is expected`, path);
  members['resourceType'] = tag.local;
  attributesOf(tag, path);
  return membersFrame(reading, layout, { members, path: path === '' ? tag.local : path, depth });
};

const membersFrame = (reading: Reading, layout: Layout, place: Place): Frame => ({
  path: place.path,
  open: (tag) => {
    const slot = layout.slots.get(tag.local);
    const namespace = slot?.form === 'xhtml' ? xhtmlNamespace : fhirNamespace;
    if (slot === undefined || slot.form === 'attribute' || tag.uri !== namespace) throw unknown(tag.name, place.path);
    return elementFrame(reading, tag, { slot, place });
  },
  close: () => undefined,
});

type Within = { readonly slot: Slot; readonly place: Place };

const elementFrame = (reading: Reading, tag: SaxesTagNS, { slot, place }: Within): Frame => {
  const path = `${place.path}.${slot.element}${slot.many ? `[${String(lengthOf(place.members, slot))}]` : ''}`;
  const depth = place.depth + (slot.many ? 2 : 1);
  if (depth > deepestJson)
    throw new XmlFault(`Nothing may be nested deeper than ${deepestJson} levels`, path, 'too-costly');
  const keep = (value: Exact | undefined, extra?: ExactMembers): void => {
    if (!put(place.members, slot, { value, extra })) throw new XmlFault(`${tag.name} may be there only once`, path);
  };

  switch (slot.form) {
    case 'xhtml':
      return narrativeFrame(tag, { path, source: reading.source, keep });
    case 'resource':
      return wrapperFrame(reading, { path, depth, keep });
    case 'primitive': {
      const { value, ...rest } = attributesOf(tag, path, ['id', 'value']);
      const extra: ExactMembers = rest;
      const layout = typeOf(reading, 'Element');
      return {
        ...membersFrame(reading, layout, { members: extra, path, depth }),
        close: () => {
          const hasExtra = Object.keys(extra).length > 0;
          if (value === undefined && !hasExtra) throw new XmlFault(`${tag.name} must have a value or extensions`, path);
          keep(value === undefined ? undefined : valueOf(slot, value, path), hasExtra ? extra : undefined);
        },
      };
    }
    case 'attribute':
    case 'complex': {
      const layout = typeOf(reading, slot.type);
      const members: ExactMembers = attributesOf(tag, path, layout.attributes);
      // In its place before what it holds is read, so that indexes are told right.
      keep(members);
      return membersFrame(reading, layout, { members, path, depth });
    }
  }
};

const typeOf = ({ version }: Reading, type: string): Layout => {
  const layout = layoutOf(version, type);
  if (layout === undefined) throw new Error(`The tables of ${version} name a type that they do not have: ${type}.`);
  return layout;
};

type Wrapper = { readonly path: string; readonly depth: number; readonly keep: (value: Exact) => void };

/** `contained` and its like hold one element, which is the resource. */
const wrapperFrame = (reading: Reading, { path, depth, keep }: Wrapper): Frame => {
  let resource: ExactMembers | undefined;
  return {
    path,
    open: (tag) => {
      if (resource !== undefined) throw new XmlFault('There may be only one resource here', path);
      resource = {};
      keep(resource);
      return resourceFrame(reading, tag, { members: resource, path, depth });
    },
    close: () => {
      if (resource === undefined) throw new XmlFault('A resource is expected', path);
    },
  };
};

/** The attributes that are FHIR's; those of schema locations and of namespaces say nothing about the resource. */
const attributesOf = (tag: SaxesTagNS, path: string, known: readonly string[] = []): Record<string, string> => {
  const attributes: Record<string, string> = {};
  for (const name in tag.attributes) {
    const attribute = tag.attributes[name];
    if (attribute === undefined || ignored.has(attribute.uri)) continue;
    if (attribute.uri !== '' || !known.includes(name)) throw unknown(`the attribute ${name}`, path);
    attributes[name] = attribute.value;
  }
  return attributes;
};

const ignored: ReadonlySet<string> = new Set([
  'http://www.w3.org/2000/xmlns/',
  'http://www.w3.org/2001/XMLSchema-instance',
]);

const unknown = (what: string, path: string): XmlFault => new XmlFault(`FHIR does not have ${what} here`, path);

const valueOf = (slot: Slot, text: string, path: string): Exact => {
  if (slot.json === 'string') return text;
  if (slot.json === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw new XmlFault(`${slot.name} must be true or false`, path, 'value');
  }
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text))
    throw new XmlFault(`${slot.name} must be a number`, path, 'value');
  return new ExactNumber(text);
};

const lengthOf = (members: ExactMembers, { name }: Slot): number =>
  Math.max(...[members[name], members[`_${name}`]].map((list) => (Array.isArray(list) ? list.length : 0)));
