import { labels as allLabels, type ItemLabel } from '../kit/label.ts';
import type { Basis, Purview, View } from '../kit/purview.ts';
import {
  canReadDemographics,
  labelsFor,
  mayBreakGlass,
  sourcesOf,
  type Capacity,
  type Subject,
} from './purview.rules.ts';

/** What a caller may see of one patient, before it is sealed: `canRead` for all items at once, as two sets of ids. */
export type Sight = Omit<Purview, 'principal' | 'expires'> & {
  /** The caller is the patient. */
  readonly isSelf: boolean;
};

/** Through whom the caller comes; it is the basis of the look unless the glass was broken for it. */
export type Through = 'APP' | 'PARTNER' | undefined;

/** The union of what each capacity shows; undefined: not even that the record exists. */
export const sightOf = (
  subject: Subject & Pick<Purview, 'patient' | 'formerly'>,
  capacities: readonly Capacity[],
  through?: Through,
): Sight | undefined => {
  const views = capacities.flatMap((capacity) => viewOf(subject, capacity) ?? []);
  if (views.length === 0) return undefined;
  const bases = views.map(({ basis }) => basis);
  const unmasked = union(views.map(({ open }) => open));
  return {
    patient: subject.patient,
    ...(subject.formerly === undefined ? {} : { formerly: subject.formerly }),
    ...union(views.map(({ all }) => all)),
    masks: views.some(({ isMasked }) => isMasked) ? ['DELAYED'] : [],
    ...(views.some(({ isMasked }) => isMasked) && unmasked.labels.length + unmasked.sources.length > 0
      ? { unmasked }
      : {}),
    basis: bases.includes('BTG') ? 'BTG' : (through ?? strongest.find((basis) => bases.includes(basis)) ?? 'SOURCE'),
    isSelf: bases.includes('SELF'),
  };
};

const strongest: readonly Basis[] = ['SELF', 'CONSENT'];

const everything: readonly ItemLabel[] = [...allLabels, 'UNSET'];
const nothing: View = { labels: [], sources: [] };

type Shown = {
  readonly all: View;
  /** The part whose delayed items are open at once. */
  readonly open: View;
  readonly isMasked: boolean;
  readonly basis: Basis;
};

/** `canRead` turned round: from one item to the set of all that it lets through, step by step. */
const viewOf = (subject: Subject, { actor, standing }: Capacity): Shown | undefined => {
  if (!canReadDemographics(actor, subject, standing)) return undefined;
  const sources = sourcesOf(actor);
  // 1. Self: what the patient put in is delayed too, where it is delayed at all.
  if (actor.kind === 'patient')
    return { all: { labels: everything, sources }, open: nothing, isMasked: true, basis: 'SELF' };
  const showing = (labels: readonly ItemLabel[], basis: Basis): Shown => {
    const isMasked = actor.kind === 'carer';
    return { all: { labels, sources }, open: { labels: isMasked ? [] : labels, sources }, isMasked, basis };
  };
  // 2 and 3. What the actor put in, and with sharing disabled nothing else.
  if (subject.sharingDisabled) return showing([], 'SOURCE');
  // 4. Breaking the glass.
  if (standing.breaksGlass && mayBreakGlass(actor)) return showing(everything, 'BTG');
  // 5. Consent.
  const labels = heldLabels(subject, { actor, standing });
  return showing(labels, labels.length === 0 ? 'SOURCE' : 'CONSENT');
};

/** What is shared with the actor; unlabelled items only with those who hold all four labels. */
export const heldLabels = (subject: Subject, { actor, standing }: Capacity): readonly ItemLabel[] => {
  const shared = labelsFor(actor, subject, standing);
  const labels = allLabels.filter((label) => shared.includes(label));
  return labels.length === allLabels.length ? everything : labels;
};

const union = ([only = nothing, ...others]: readonly View[]): View => {
  if (others.length === 0) return only;
  const views = [only, ...others];
  return {
    labels: everything.filter((label) => views.some(({ labels }) => labels.includes(label))),
    sources: [...new Set(views.flatMap(({ sources }) => sources))],
  };
};
