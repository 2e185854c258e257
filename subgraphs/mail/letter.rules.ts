import { invalid, type Failure } from '../../kernel/failure.ts';
import type { Label } from '../kit/label.ts';
import { shows, type Purview } from '../kit/purview.ts';
import type { Letter, PublishLetterInput } from './mail.types.ts';

/** A letter as it is kept, with the first reading of its present edition. */
export type KeptLetter = {
  readonly id: string;
  readonly documentId: string;
  readonly externalId: string;
  readonly title: string;
  readonly documentType: string | null;
  readonly label: Label | 'UNSET';
  readonly sources: readonly string[];
  readonly visibleFrom: Date | null;
  readonly publishedAt: Date;
  readonly firstReadAt: Date | null;
};

/** The letter as its reader may see it: a delayed one has no title yet for those who have to wait. Domain reference §3.2, 1 */
export const letterFor = (
  kept: KeptLetter,
  { masks, unmasked }: Pick<Purview, 'masks' | 'unmasked'>,
  now: Date,
): Letter => {
  const { id, documentId, externalId, title, documentType, label, visibleFrom, publishedAt, firstReadAt } = kept;
  const isClosed =
    masks.includes('DELAYED') &&
    visibleFrom !== null &&
    visibleFrom > now &&
    !(unmasked !== undefined && shows(unmasked, kept));
  return {
    id,
    documentId,
    externalId,
    publishedAt,
    state: firstReadAt === null ? 'PUBLISHED' : 'READ',
    ...(isClosed ? {} : { title }),
    ...(documentType === null ? {} : { documentType }),
    ...(label === 'UNSET' ? {} : { label }),
    ...(visibleFrom === null ? {} : { visibleFrom }),
    ...(firstReadAt === null ? {} : { firstReadAt }),
  };
};

/** The kind of document in one word: its code, such as CL, else what it is called. */
export const kindOf = (coding: PublishLetterInput['documentType']): string | null =>
  coding?.code ?? coding?.display ?? null;

/** What is wrong with a letter for this patient, who may have several ids, if anything. */
export const faultOf = (input: PublishLetterInput, patients: readonly string[]): Failure | undefined => {
  const { externalId, documentId, title, documentType, message } = input;
  const texts = [
    { field: 'externalId', text: externalId, longest: 500 },
    { field: 'documentId', text: documentId, longest: 200 },
    { field: 'title', text: title, longest: 1_000 },
    { field: 'documentType', text: kindOf(documentType) ?? 'none', longest: 200 },
    { field: 'message.controlId', text: message.controlId, longest: 500 },
  ];
  const wrong = texts.find(({ text, longest }) => text.trim() === '' || text.length > longest || text.includes('\0'));
  if (wrong !== undefined)
    return invalid(`This text has 1 to ${wrong.longest} characters, without U+0000.`, wrong.field);
  // A document's id begins with its patient's, without dashes: a letter never carries somebody else's document.
  const [owner = ''] = documentId.toLowerCase().split('.');
  if (/^[0-9a-f]{32}$/.test(owner) && !patients.some((patient) => owner === patient.replaceAll('-', '')))
    return invalid('A letter carries a document of the same patient.', 'documentId');
  return undefined;
};
