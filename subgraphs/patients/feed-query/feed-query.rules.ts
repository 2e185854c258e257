import type { Warning } from '../feed.types.ts';
import { checkIdentifier, normalise, type IdentifierKind } from '../identifier.rules.ts';
import type { Identifier } from '../patients.types.ts';
import type { FeedIdentifier, SoughtNumberInput } from './feed-query.types.ts';

/** A type of identifier that an organisation's feed may use. */
export type KnownType = {
  readonly authority: string;
  readonly typeCode: string;
  readonly kind: IdentifierKind;
  readonly system: string;
  /** Of this organisation alone; otherwise it means the same everywhere. */
  readonly own: boolean;
};

export type SoughtNumber = { readonly system: string; readonly value: string };

const nationalKinds: readonly IdentifierKind[] = ['NHS', 'CHI', 'HC'];

/**
 * What may be meant by the numbers that are sought. A national one is looked for as each kind that the organisation
 * knows: NHS, CHI and Health & Care numbers share one scheme with ranges that never meet. Domain reference §4.2, §4.5
 */
export const soughtNumbers = (
  numbers: readonly SoughtNumberInput[],
  types: readonly KnownType[],
): { readonly sought: readonly SoughtNumber[]; readonly warnings: readonly Warning[] } => {
  const warnings: Warning[] = [];
  const sought = numbers.flatMap(({ value: given, isLocal }, index) => {
    const kind = isLocal ? 'LOCAL' : 'NHS';
    const value = normalise(kind, given);
    const wrong = checkIdentifier(kind, value, `numbers[${index}].value`);
    if (wrong?.field !== undefined) {
      warnings.push({ field: wrong.field, message: `Nobody was looked for by this. ${wrong.message}` });
      return [];
    }
    const systems = types
      .filter((type) => (isLocal ? type.kind === 'LOCAL' : nationalKinds.includes(type.kind)))
      .map(({ system }) => system);
    return [...new Set(systems)].map((system) => ({ system, value }));
  });
  return { sought, warnings };
};

/** The numbers of a record in the feed's own words; what is of no type that it knows is another's, and left out. */
export const inWordsOfFeed = (
  patient: { readonly id: string; readonly identifiers: readonly Identifier[] },
  types: readonly KnownType[],
): readonly FeedIdentifier[] => {
  const publicType = types.find(({ kind }) => kind === 'PUBLIC');
  const known = patient.identifiers.flatMap(({ system, value, verification }): FeedIdentifier[] => {
    const type = bestOf(types.filter((candidate) => candidate.system === system));
    if (type === undefined) return [];
    return [{ ...wordsOf(type), value, ...(verification ? { verification } : {}) }];
  });
  return publicType === undefined ? known : [...known, { ...wordsOf(publicType), value: patient.id }];
};

/** As it is written everywhere rather than in one organisation's way; an exact authority rather than any. */
const bestOf = (types: readonly KnownType[]): KnownType | undefined =>
  types.find(({ own }) => !own) ?? types.find(({ authority }) => authority !== '*') ?? types[0];

const wordsOf = ({ authority, typeCode }: KnownType): Pick<FeedIdentifier, 'authority' | 'typeCode'> => ({
  authority: authority === '*' ? '' : authority,
  typeCode,
});
