/** The four privacy labels a patient shares by, one per item. Domain reference §3.1 */
export const labels = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'] as const;

export type Label = (typeof labels)[number];

/** An item may carry no label: then only the patient, and those who hold all four labels, see it. */
export type ItemLabel = Label | 'UNSET';

/** More sensitive first: where two sources of a label disagree at the same rank, the first of these wins. §3.3 */
const sensitivity: readonly Label[] = ['SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'GENERAL_HEALTH'];

export const mostSensitive = (candidates: readonly Label[]): Label | undefined =>
  sensitivity.find((label) => candidates.includes(label));

/**
 * NHS treatment function codes whose work is sensitive by itself; the national start of the specialty map, which an
 * organisation may extend. NHS Data Dictionary, ACTIVITY TREATMENT FUNCTION CODE.
 */
const specialtyLabels: Readonly<Record<string, Label | undefined>> = {
  '360': 'SEXUAL_HEALTH', // genitourinary medicine
  '656': 'MENTAL_HEALTH', // clinical psychology
  '700': 'MENTAL_HEALTH', // learning disability
  '710': 'MENTAL_HEALTH', // adult mental health
  '711': 'MENTAL_HEALTH', // child and adolescent psychiatry
  '712': 'MENTAL_HEALTH', // forensic psychiatry
  '713': 'MENTAL_HEALTH', // medical psychotherapy
  '715': 'MENTAL_HEALTH', // old age psychiatry
  '720': 'MENTAL_HEALTH', // eating disorders
  '721': 'MENTAL_HEALTH', // addiction
  '722': 'MENTAL_HEALTH', // liaison psychiatry
  '723': 'MENTAL_HEALTH', // psychiatric intensive care
  '724': 'MENTAL_HEALTH', // perinatal mental health
  '725': 'MENTAL_HEALTH', // mental health recovery and rehabilitation
  '726': 'MENTAL_HEALTH', // mental health dual diagnosis
  '727': 'MENTAL_HEALTH', // dementia assessment
};

/**
 * The label of an item that comes in without one: the specialty's, else the source team's, else general health.
 * Ranks 4 to 6 of domain reference §3.3.
 */
export const labelOnIngest = (specialty: string | undefined, teamLabel: Label | undefined): Label =>
  (specialty !== undefined && Object.hasOwn(specialtyLabels, specialty) ? specialtyLabels[specialty] : undefined) ??
  teamLabel ??
  'GENERAL_HEALTH';
