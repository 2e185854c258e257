import { invalid, type Failure } from '../../kernel/failure.ts';
import { instantsInText } from '../../kernel/instant-text.ts';
import { hasControlCharacter } from '../../kernel/text.ts';

/** The base of the code systems, identifiers and extensions that are our own. Domain reference §0 */
export const canonical = 'https://fhir.example.health';

/** What a sender gives, and the graph shows, for a code. */
export type GivenCoding = {
  readonly system?: string | null | undefined;
  readonly code?: string | null | undefined;
  readonly display?: string | null | undefined;
  /** The same in a standard system, as the sender's organisation says. */
  readonly standard?: Omit<GivenCoding, 'standard'> | null | undefined;
};

type ShownCoding = { readonly system?: string; readonly code?: string; readonly display?: string };

/** A FHIR CodeableConcept as it is read: by whomever it was written. */
export type Concept = { readonly coding?: readonly ShownCoding[]; readonly text?: string };

/** Text that says something; FHIR has no empty strings. R4 datatypes, string */
export const given = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text.trim() === '' ? undefined : text;

/** The instant as FHIR writes it; milliseconds are kept. */
export const instant = (at: Date | null | undefined): string | undefined =>
  at === null || at === undefined ? undefined : inText(at.getTime());

const inText = instantsInText();

/** The instant that a FHIR dateTime of any precision begins at; undefined where it is no date. R4 datatypes, dateTime */
export const instantOf = (text: string | undefined): Date | undefined => {
  const at = new Date(text ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at;
};

/**
 * A code as a CodeableConcept; words alone are its text. Whitespace is put right where FHIR forbids it: within a uri,
 * and around or doubled within a code. R4 datatypes, uri and code
 */
export const conceptOf = (coding: GivenCoding | null | undefined): object | undefined => {
  const system = given(coding?.system)?.trim().replaceAll(/\s/g, '%20');
  const code = given(coding?.code)?.trim().replaceAll(/\s+/g, ' ');
  const display = given(coding?.display);
  const standard = standardIn(coding?.standard);
  if (system === undefined && code === undefined)
    return display === undefined ? undefined : { coding: standard && [standard], text: display };
  const isStandard = standard?.system === system && standard?.code === code;
  return { coding: [{ system, code, display }, ...(standard === undefined || isStandard ? [] : [standard])] };
};

const standardIn = (standard: GivenCoding['standard']) =>
  standard
    ? { system: given(standard.system), code: given(standard.code), display: given(standard.display) }
    : undefined;

/** The concept's first code with words to read, wherever in the concept these stand. What is absent has no member. */
export const codingOf = (concept: Concept | undefined): ShownCoding | undefined => {
  const coding = concept?.coding?.[0];
  const display = coding?.display ?? concept?.text;
  if (coding?.system === undefined && coding?.code === undefined && display === undefined) return undefined;
  const shown: { system?: string; code?: string; display?: string } = {};
  if (coding?.system !== undefined) shown.system = coding.system;
  if (coding?.code !== undefined) shown.code = coding.code;
  if (display !== undefined) shown.display = display;
  return shown;
};

/** The concept in words: its text, else what its first code displays, else the code. */
export const wordsOf = (concept: Concept | undefined): string | undefined =>
  concept?.text ?? concept?.coding?.[0]?.display ?? concept?.coding?.[0]?.code;

/** A code by which nothing can be known or read is refused. */
export const refuseEmptyCoding = (coding: GivenCoding | null | undefined, field: string): Failure | undefined =>
  coding === null || coding === undefined || given(coding.code) !== undefined || given(coding.display) !== undefined
    ? undefined
    : invalid('A coding has a code or words to display.', field);

/** A sender's own number: unique within the organisation, which is therefore its system. */
export const senderIdentifier = (organisation: string, value: string): object => ({
  system: `urn:uuid:${organisation}`,
  value,
});

/** An organisation by its id; whether it can be read as a resource is another slice's affair. */
export const organisationReference = (organisation: string): object => ({
  type: 'Organization',
  identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${organisation}` },
});

/** The privacy label as a FHIR security label. Domain reference §7.7 */
export const labelCoding = (label: string): { readonly system: string; readonly code: string } => ({
  system: `${canonical}/codesystem/privacy-label`,
  code: label,
});

/**
 * The first text of the input, if any, with a character that FHIR strings must not hold: those below U+0020 but tab,
 * line feed and carriage return. PostgreSQL could not keep U+0000 either. R4 datatypes, string
 */
export const refuseControlCharacters = (input: unknown, field = ''): Failure | undefined => {
  const place = placeOfControl(input);
  return place === undefined
    ? undefined
    : invalid('Text holds a control character; only tabs and line ends may stand in it.', below(field, place));
};

/** Where it stands: written for speed, since all that a message says comes by, and hardly any has a place to be told. */
const placeOfControl = (input: unknown): string | undefined => {
  if (typeof input === 'string') return hasControlCharacter(input) ? '' : undefined;
  if (typeof input !== 'object' || input === null || input instanceof Date) return undefined;
  for (const name of Object.keys(input)) {
    const place = placeOfControl((input as Record<string, unknown>)[name]);
    if (place !== undefined) return below(Array.isArray(input) ? `[${name}]` : name, place);
  }
  return undefined;
};

const below = (field: string, place: string): string =>
  field === '' || place === '' || place.startsWith('[') ? `${field}${place}` : `${field}.${place}`;
