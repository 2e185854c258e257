import type { SearchKind } from '../fhir/tables.ts';
import { dateRange, periodRange } from './date.ts';
import { readReference } from './reference.ts';
import type { Sink, Unit } from './sink.ts';

/** Turns what stands in one place of a resource into search values. Nothing is taken for granted: resources may be wrong. */
export type Convert = (node: unknown, sink: Sink, resource: Members) => void;

export type Members = Readonly<Record<string, unknown>>;

/** The conversion for a kind of parameter on a FHIR type; undefined where the specification gives none (a date on an Age). */
export const conversionOf = (kind: SearchKind, type: string): Convert | undefined => conversions[kind]?.[type];

const onText =
  (convert: (text: string, sink: Sink) => void): Convert =>
  (node, sink) => {
    if (typeof node === 'string' && node !== '') convert(node, sink);
  };

const onMembers =
  (convert: (node: Members, sink: Sink, resource: Members) => void): Convert =>
  (node, sink, resource) => {
    if (isMembers(node)) convert(node, sink, resource);
  };

export const isMembers = (node: unknown): node is Members =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

const text = (node: unknown): string | undefined => (typeof node === 'string' && node !== '' ? node : undefined);
const number = (node: unknown): number | undefined =>
  typeof node === 'number' && Number.isFinite(node) ? node : undefined;
const list = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : node === undefined ? [] : [node]);

const word = onText((value, sink) => {
  sink.present();
  sink.word(value);
});

const truth: Convert = (node, sink) => {
  if (typeof node !== 'boolean') return;
  sink.present();
  sink.word(String(node));
};

const coded =
  (system: string, code: string): Convert =>
  (node, sink) => {
    const value = isMembers(node) ? text(node[code]) : undefined;
    if (value === undefined || !isMembers(node)) return;
    sink.present();
    sink.coded(text(node[system]), value);
  };

const coding = coded('system', 'code');

const concept = onMembers((node, sink, resource) => {
  const codings = list(node['coding']);
  // A concept that is only text is there, although no code finds it.
  if (codings.length === 0) sink.present();
  for (const one of codings) coding(one, sink, resource);
});

const reference = onMembers((node, sink) => {
  const target = readReference(text(node['reference']) ?? '');
  const identifier = node['identifier'];
  sink.present(target?.type ?? text(node['type']));
  if (target !== undefined) sink.word(target.target);
  if (!isMembers(identifier)) return;
  const value = text(identifier['value']);
  // `:identifier` looks for these; the prefix keeps them apart from literal references.
  if (value !== undefined) for (const form of identifierForms(text(identifier['system']), value)) sink.word(form);
});

const identifierForms = (system: string | undefined, value: string): readonly string[] =>
  system === undefined ? [`#${value}`, `#|${value}`] : [`#${value}`, `#${system}|${value}`, `#${system}|`];

const canonical = onText((value, sink) => {
  sink.present();
  sink.word(value);
  const bar = value.indexOf('|');
  if (bar > 0) sink.word(value.slice(0, bar));
});

const uri = onText((value, sink) => {
  sink.present();
  sink.word(value);
  const bar = value.indexOf('|');
  if (bar > 0) sink.word(value.slice(0, bar));
  sink.string(value);
});

const containedResource = onMembers((node, sink) => {
  const type = text(node['resourceType']);
  const id = text(node['id']);
  if (type === undefined) return;
  sink.present(type);
  if (id !== undefined) sink.word(`${type}/${id}`);
});

const date = onText((value, sink) => {
  const range = dateRange(value);
  if (range === undefined) return;
  sink.present();
  sink.range(range.lo, range.hi);
});

const period = onMembers((node, sink) => {
  const range = periodRange(node['start'], node['end']);
  if (range === undefined) return;
  sink.present();
  sink.range(range.lo, range.hi);
});

/** "The specified scheduling details are ignored and only the outer limits matter." FHIR R4 §3.1.1.4.7 */
const timing = onMembers((node, sink, resource) => {
  const events = list(node['event']).flatMap((event) => (typeof event === 'string' ? (dateRange(event) ?? []) : []));
  const repeat = node['repeat'];
  if (events.length > 0) {
    sink.present();
    const limits = events.reduce((outer, { lo, hi }) => ({ lo: Math.min(outer.lo, lo), hi: Math.max(outer.hi, hi) }));
    sink.range(limits.lo, limits.hi);
  } else if (isMembers(repeat)) period(repeat['boundsPeriod'], sink, resource);
});

const string = onText((value, sink) => {
  sink.present();
  sink.string(value);
});

const parts =
  (...names: readonly string[]): Convert =>
  (node, sink) => {
    if (!isMembers(node)) return;
    const found = names.flatMap((name) => list(node[name])).filter((part) => typeof part === 'string');
    if (found.length > 0) sink.present();
    for (const part of found) sink.string(part);
  };

/** What a name and an address are searched by: any of their parts. FHIR R4 Patient, search parameters name and address */
const stringParts: Readonly<Partial<Record<string, readonly string[]>>> = {
  HumanName: ['text', 'family', 'given', 'prefix', 'suffix'],
  Address: ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country'],
};

export const stringPartsOf = (type: string): readonly string[] => stringParts[type] ?? [];

/** As `conversionOf` a string, but for parts that are kept elsewhere. */
export const stringPartsBut = (type: string, elsewhere: { has(part: string): boolean }): Convert =>
  parts(...stringPartsOf(type).filter((part) => !elsewhere.has(part)));

const numeric: Convert = (node, sink) => {
  const value = number(node);
  if (value === undefined) return;
  sink.present();
  sink.range(value, value);
};

/** A Duration under a number parameter (Encounter.length of STU3) is its bare value. */
const bareValue = onMembers((node, sink, resource) => {
  numeric(node['value'], sink, resource);
});

const quantity = onMembers((node, sink) => {
  const value = number(node['value']);
  if (value === undefined) return;
  const comparator = text(node['comparator']);
  // "< 5" is known only to lie below 5.
  const lo = comparator?.startsWith('<') === true ? -Infinity : value;
  const hi = comparator?.startsWith('>') === true ? Infinity : value;
  sink.present();
  sink.range(lo, hi, unitOf(node));
});

const unitOf = (node: Members): Unit => ({
  system: text(node['system']),
  code: text(node['code']) ?? text(node['unit']),
});

const money = onMembers((node, sink, resource) => {
  const currency = text(node['currency']);
  quantity(currency === undefined ? node : { ...node, system: 'urn:iso:std:iso:4217', code: currency }, sink, resource);
});

const range = onMembers((node, sink) => {
  const low = isMembers(node['low']) ? node['low'] : {};
  const high = isMembers(node['high']) ? node['high'] : {};
  const from = number(low['value']);
  const to = number(high['value']);
  if (from === undefined && to === undefined) return;
  sink.present();
  sink.range(from ?? -Infinity, to ?? Infinity, unitOf(from === undefined ? high : low));
});

const sampled = onMembers((node, sink) => {
  const from = number(node['lowerLimit']);
  const to = number(node['upperLimit']);
  sink.present();
  if (from === undefined && to === undefined) return;
  sink.range(from ?? -Infinity, to ?? Infinity, unitOf(isMembers(node['origin']) ? node['origin'] : {}));
});

const attachment = onMembers((node, sink, resource) => {
  canonical(node['url'], sink, resource);
});

const quantities = {
  Quantity: quantity,
  Age: quantity,
  Duration: quantity,
  Money: money,
  Range: range,
  SampledData: sampled,
};
const uris = { uri, url: uri, canonical: uri, oid: uri };

/** The two coordinates, each under its name. */
const position = onMembers((node, sink) => {
  const latitude = number(node['latitude']);
  const longitude = number(node['longitude']);
  if (latitude === undefined || longitude === undefined) return;
  sink.present();
  sink.range(latitude, latitude, { code: 'latitude' });
  sink.range(longitude, longitude, { code: 'longitude' });
});

/** `:of-type` asks for all three at once: of this type this value. */
const identifier = onMembers((node, sink, resource) => {
  coded('system', 'value')(node, sink, resource);
  const value = text(node['value']);
  const type = node['type'];
  if (value === undefined || !isMembers(type)) return;
  for (const one of list(type['coding']))
    if (isMembers(one)) {
      const code = text(one['code']);
      if (code !== undefined) sink.word(typedForm(text(one['system']) ?? '', code, value));
    }
});

/** The form of an identifier with its type; no code and no uri begins so. */
export const typedForm = (system: string, code: string, value: string): string => ` ${system}|${code}|${value}`;

const conversions: Readonly<Partial<Record<SearchKind, Readonly<Record<string, Convert>>>>> = {
  token: {
    CodeableConcept: concept,
    Coding: coding,
    Identifier: identifier,
    // "ContactPoint.use" stands in the place of the system. FHIR R4 §3.1.1.4.10
    ContactPoint: coded('use', 'value'),
    code: word,
    id: word,
    string: word,
    uri: word,
    boolean: truth,
  },
  reference: {
    Reference: reference,
    Resource: containedResource,
    canonical,
    uri: canonical,
    Attachment: attachment,
    Identifier: coded('system', 'value'),
  },
  date: { date, dateTime: date, instant: date, Period: period, Timing: timing },
  string: {
    string,
    markdown: string,
    base64Binary: string,
    HumanName: stringPartsBut('HumanName', new Set()),
    Address: stringPartsBut('Address', new Set()),
  },
  number: {
    decimal: numeric,
    integer: numeric,
    positiveInt: numeric,
    unsignedInt: numeric,
    Range: range,
    Duration: bareValue,
  },
  quantity: quantities,
  uri: uris,
  special: { 'Location.position': position },
};
