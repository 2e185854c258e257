import { mostSensitive, type Label } from './label.ts';

/** Which of an item's codes a map is about. */
export type LabelMapKind = 'ITEM' | 'SPECIALTY';

/** An organisation's two maps, by `system|code`; `|code` stands for the code in whatever system. */
export type LabelMaps = Readonly<Partial<Record<LabelMapKind, Readonly<Record<string, Label>>>>>;

/** What is known of an item when its label is looked for. */
export type Unlabelled = {
  /** The label that the message itself names. */
  readonly label?: Label | null | undefined;
  /** The codes of what the item is: OBR-4, OBX-3, TXA-2, SCH-8. */
  readonly codes?: readonly (Code | null | undefined)[];
  /** PV1-10 */
  readonly specialty?: Code | null | undefined;
};

/** Who sends: its maps, and its team's default label. */
export type Labelling = { readonly maps?: LabelMaps; readonly label?: Label };

/**
 * The label of an item that comes in, and whether it stands against one that somebody chose for the item by hand; that
 * one the store knows, so that it puts rank 2 in here. First hit wins; where two at one rank disagree, the more
 * sensitive. Domain reference §3.3
 */
export const labelOnIngest = (item: Unlabelled, sender: Labelling): Labelled =>
  knownLabel(item, sender) ?? { label: 'GENERAL_HEALTH' };

type Labelled = { readonly label: Label; readonly labelStands?: true };

/** The same without the last rank, which is not one and the same for all items; undefined where nothing else says. */
export const knownLabel = (
  { label: named, codes = [], specialty }: Unlabelled,
  { maps = {}, label: teamLabel }: Labelling,
): Labelled | undefined => {
  if (named !== null && named !== undefined) return { label: named, labelStands: true };
  const ofItem = codes.flatMap((code) => mapped(maps.ITEM, code));
  const ofSpecialty = [...mapped(maps.SPECIALTY, specialty), ...nationally(specialty)];
  const label = mostSensitive(ofItem) ?? mostSensitive(ofSpecialty) ?? teamLabel;
  return label === undefined ? undefined : { label };
};

type Code = {
  readonly system?: string | null | undefined;
  readonly code?: string | null | undefined;
};

/** A system holds no bar: the first one ends it. */
const keyOf = (system: string, code: string): string => `${system}|${code}`;

const mapped = (map: Readonly<Record<string, Label>> | undefined, given: Code | null | undefined): readonly Label[] => {
  const code = given?.code?.trim() ?? '';
  if (map === undefined || code === '') return [];
  return [...new Set([keyOf('', code), keyOf(given?.system?.trim() ?? '', code)])].flatMap((key) => at(map, key) ?? []);
};

const nationally = (specialty: Code | null | undefined): readonly Label[] =>
  at(treatmentFunctions, specialty?.code?.trim() ?? '') ?? [];

/** Codes come from outside: `constructor` is none. */
const at = <Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

/**
 * NHS treatment functions whose work is sensitive by itself: the national part of the specialty map. NHS Data Dictionary,
 * ACTIVITY TREATMENT FUNCTION CODE
 */
const treatmentFunctions: Readonly<Record<string, readonly Label[]>> = {
  '360': ['SEXUAL_HEALTH'], // genitourinary medicine
  '656': ['MENTAL_HEALTH'], // clinical psychology
  '700': ['MENTAL_HEALTH'], // learning disability
  '710': ['MENTAL_HEALTH'], // adult mental health
  '711': ['MENTAL_HEALTH'], // child and adolescent psychiatry
  '712': ['MENTAL_HEALTH'], // forensic psychiatry
  '713': ['MENTAL_HEALTH'], // medical psychotherapy
  '715': ['MENTAL_HEALTH'], // old age psychiatry
  '720': ['MENTAL_HEALTH'], // eating disorders
  '721': ['MENTAL_HEALTH'], // addiction
  '722': ['MENTAL_HEALTH'], // liaison psychiatry
  '723': ['MENTAL_HEALTH'], // psychiatric intensive care
  '724': ['MENTAL_HEALTH'], // perinatal mental health
  '725': ['MENTAL_HEALTH'], // mental health recovery and rehabilitation
  '726': ['MENTAL_HEALTH'], // mental health dual diagnosis
  '727': ['MENTAL_HEALTH'], // dementia assessment
};
