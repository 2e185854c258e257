/** Which of a message's codes a set is about. Domain reference §4.4 */
export const codeSets = [
  'GENDER',
  'CLASS',
  'DOCUMENT_TYPE',
  'ORDER',
  'DISCIPLINE',
  'RESULT',
  'UNIT',
  'SPECIALTY',
  'APPLICATION',
] as const;
export type CodeSet = (typeof codeSets)[number];

/** The same in a standard system; no system, where the standard is an enumeration of ours. */
export type Standard = {
  readonly system: string | null;
  readonly code: string;
  readonly display: string | null;
};

/** What a code means to the organisation that sends it. */
export type Meaning = { readonly display: string; readonly standard: Standard | null };

export type CodeKey = { readonly system: string; readonly code: string };

/** A code as it comes: with a system or without, and perhaps no code at all but words. */
export type SentCode = {
  readonly system?: string | null | undefined;
  readonly code?: string | null | undefined;
};

/** All codes of one organisation. */
export type Codes = { meaning(set: CodeSet, sent: SentCode | null | undefined): Meaning | undefined };

/** Of an organisation that has said nothing: every code is what it is. */
export const noCodes: Codes = { meaning: () => undefined };

export type KnownCode = CodeKey & { readonly set: CodeSet } & Meaning;

export const codesOf = (known: readonly KnownCode[]): Codes => {
  if (known.length === 0) return noCodes;
  const meanings = new Map<string, Meaning>(known.map((one) => [placeOf(one.set, one), one]));
  return {
    meaning: (set, sent) => {
      const key = keyOf(sent);
      // A code of a named system is nearer than the same in whatever system.
      return key && (meanings.get(placeOf(set, key)) ?? meanings.get(placeOf(set, { ...key, system: '' })));
    },
  };
};

/** A coding, and what it is in the standard: `conceptOf` writes both. */
export type KnownCoding<Coding extends SentCode = SentCode> = Coding & { readonly standard?: Standard | null };

/** The coding with what its organisation says that it is in the standard. */
export const inStandard = <Coding extends SentCode>(
  codes: Codes,
  set: CodeSet,
  coding: Coding,
): KnownCoding<Coding> => {
  const standard = codes.meaning(set, coding)?.standard;
  return standard ? { ...coding, standard } : coding;
};

/** The code as it was sent and as it is in the standard: a map of labels may have either. */
export const both = (coding: KnownCoding): readonly SentCode[] =>
  coding.standard ? [coding, coding.standard] : [coding];

/** What a person is to read of a coding today: what its organisation says, else what was sent. */
export const inWords = <Coding extends SentCode>(codes: Codes, set: CodeSet, coding: Coding): Coding => {
  const display = codes.meaning(set, coding)?.display;
  return display === undefined ? coding : { ...coding, display };
};

/**
 * A code as it is compared: as FHIR writes it, since that is how it is stored (`conceptOf`). Letters are as sent: `mg`
 * and `Mg` are two. Undefined where there is no code.
 */
export const keyOf = (sent: SentCode | null | undefined): CodeKey | undefined => {
  const code = (sent?.code ?? '').trim().replaceAll(/\s+/g, ' ');
  return code === '' ? undefined : { system: (sent?.system ?? '').trim().replaceAll(/\s/g, '%20'), code };
};

/** A system holds no bar: the first one after the set ends it. */
const placeOf = (set: CodeSet, { system, code }: CodeKey): string => `${set}|${system}|${code}`;
