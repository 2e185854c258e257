import type { ChangeToPlaceFragment, CustomerSourceInput, KeptReason } from './documents.generated.ts';
import { ownerOf, type Owner } from './aggregated.ts';
import { objectOf, type Json } from './resource.ts';

/** Why a resource is in no record, in a word and in a sentence for the customer. */
export type Kept = { readonly reason: KeptReason; readonly detail: string };

export const isKept = (value: object): value is Kept => 'reason' in value;

/** A change that may go into a record: what it is about is still to be found. */
export type Readable = {
  readonly change: ChangeToPlaceFragment;
  readonly owner: Owner;
  readonly subject: string;
  /** R4 */
  readonly text: string;
  readonly resource: Json;
};

/** What of a resource can be known without asking anybody; for a deletion there is nothing to read. */
export const readChange = (change: ChangeToPlaceFragment): Readable | Kept => {
  const { type, resource: text, subject, fhirVersion } = change;
  const owner = ownerOf(type);
  if (owner === undefined)
    return { reason: 'TYPE_NOT_AGGREGATED', detail: `Resources of type ${type} stay in your own store.` };
  if (text === null) throw new Error('A resource that is not deleted has a text.');
  if (subject === null) return { reason: 'NO_SUBJECT', detail: `The ${type} refers to no Patient of the same store.` };
  // A Patient is read for its demographics, which both versions of FHIR write alike.
  if (fhirVersion !== 'R4' && owner !== 'PERSON')
    return { reason: 'CONVERSION', detail: `STU3 resources of type ${type} are not converted to R4 yet.` };
  return { change, owner, subject, text, resource: objectOf(JSON.parse(text)) };
};

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
