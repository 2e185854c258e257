/** The four privacy labels a patient shares by, one per item. Domain reference §3.1 */
export const labels = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'] as const;

export type Label = (typeof labels)[number];

/** An item may carry no label: then only the patient, and those who hold all four labels, see it. */
export type ItemLabel = Label | 'UNSET';

/** More sensitive first: where two sources of a label disagree at the same rank, the first of these wins. §3.3 */
const sensitivity: readonly Label[] = ['SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'GENERAL_HEALTH'];

export const mostSensitive = (candidates: readonly Label[]): Label | undefined =>
  sensitivity.find((label) => candidates.includes(label));
