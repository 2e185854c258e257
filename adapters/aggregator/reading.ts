import type { ChangeToPlaceFragment, CustomerSourceInput, KeptReason } from './documents.generated.ts';
import { ownerOf, type Owner } from './aggregated.ts';
import { relativeCanonicals, whyRelativeIsLost } from '../../fhir/canonicals.ts';
import { isIssue } from '../../fhir/issue.ts';
import { convertText } from '../../fhir/convert/text.ts';
import { publicPart, whyNotForEverybody } from './for-everybody.ts';
import { objectOf, textOf, type Json } from './resource.ts';

/** Why a resource is in no record, in a word and in a sentence for the customer. */
export type Kept = { readonly reason: KeptReason; readonly detail: string };

export const isKept = (value: object): value is Kept => 'reason' in value;

/** A change that may go into a record: what it is about is still to be found. */
export type Readable = Read & { readonly owner: Exclude<Owner, 'DIRECTORY'>; readonly subject: string };

/** A change that may go into the directory. */
export type Listable = Read & { readonly owner: 'DIRECTORY' };

type Read = {
  readonly change: ChangeToPlaceFragment;
  /** R4 */
  readonly text: string;
  readonly resource: Json;
  /** What it says otherwise in R4 than it was said, one sentence each with its place. */
  readonly losses: readonly string[];
};

/** What of a resource can be known without asking anybody; for a deletion there is nothing to read. */
export const readChange = (change: ChangeToPlaceFragment): Readable | Listable | Kept => {
  const { type, resource: text, subject, fhirVersion } = change;
  const owner = ownerOf(type);
  if (owner === undefined)
    return { reason: 'TYPE_NOT_AGGREGATED', detail: `Resources of type ${type} stay in your own store.` };
  if (text === null) throw new Error('A resource that is not deleted has a text.');
  if (owner !== 'DIRECTORY' && subject === null) return { reason: 'NO_SUBJECT', detail: aboutNobody(type, text) };
  // A Patient is read for its demographics, which both versions of FHIR write alike.
  const asR4 = fhirVersion === 'R4' || owner === 'PERSON' ? { text, losses: [] } : inR4(text);
  if (isKept(asR4)) return asR4;
  const resource = objectOf(JSON.parse(asR4.text));
  const becomes = textOf(resource['resourceType']) ?? type;
  if (ownerOf(becomes) !== owner)
    return { reason: 'CONVERSION', detail: `In R4 this ${type} is a ${becomes}, which does not go into the record.` };
  const losses = [...asR4.losses, ...namesLost(asR4.text, becomes)];
  const read = { change, resource, text: asR4.text, losses };
  return owner === 'DIRECTORY' || subject === null ? forEverybody(read) : { ...read, owner, subject };
};

const forEverybody = (read: Read): Listable | Kept => {
  const { text, losses } = publicPart(read.text, read.resource);
  const resource = text === read.text ? read.resource : objectOf(JSON.parse(text));
  const why = whyNotForEverybody(resource);
  return why === undefined
    ? { ...read, owner: 'DIRECTORY', resource, text, losses: [...read.losses, ...losses] }
    : { reason: 'NOT_FOR_EVERYBODY', detail: why };
};

/** What has no place in R4 is kept by the conversion in extensions, so that nothing that it can read is held up. */
const inR4 = (text: string): Pick<Readable, 'text' | 'losses'> | Kept => {
  const converted = convertText('STU3', text);
  if (isIssue(converted)) return { reason: 'CONVERSION', detail: converted.diagnostics };
  const losses = converted.losses.filter(({ severity }) => severity === 'warning');
  return { text: converted.text, losses: losses.map(({ expression, diagnostics }) => `${expression}: ${diagnostics}`) };
};

/** A definition stays where it is, in the customer's store. */
const namesLost = (text: string, type: string): readonly string[] =>
  relativeCanonicals(text).map(({ member, name }) => `${type}.${member}: ${whyRelativeIsLost(name)}`);

/** Another store's Patient is not ours to look for, and of several none is meant. */
const aboutNobody = (type: string, text: string): string => {
  const named = [...new Set([...text.matchAll(toPatient)].map(([, reference = '']) => reference))].slice(0, 3);
  const instead =
    named.length === 0 ? '' : ` It names ${named.join(' and ')}: refer to one Patient of this store, by Patient/{id}.`;
  return `The ${type} refers to no Patient of the same store.${instead}`;
};

const toPatient = /"reference"\s*:\s*"((?:[^"\\]*\/)?Patient\/[^"\\]{1,200})"/g;

export const sourceOf = ({
  feed,
  organisation,
  type,
  id,
  version,
  writtenAt,
}: ChangeToPlaceFragment): CustomerSourceInput => ({
  feed,
  organisation,
  type,
  id,
  version,
  writtenAt,
});
