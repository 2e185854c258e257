import { labels as allLabels } from '../kit/label.ts';
import {
  canReadDemographics,
  labelsFor,
  mayBreakGlass,
  sourcesOf,
  type Actor,
  type Capacity,
  type Item,
  type Subject,
} from './purview.rules.ts';

/** One step of the decision procedure, domain reference §3.2, and what it came to. */
export type Step = { readonly rule: Rule; readonly outcome: 'ALLOWS' | 'DENIES' | 'PASSES'; readonly reason: string };

export type Rule = 'ACCESS_FROZEN' | 'RELATION' | 'SELF' | 'SOURCE' | 'SHARING_DISABLED' | 'BREAK_GLASS' | 'CONSENT';

/** The steps for one capacity as far as they went: the last one decided. It says what `canRead` does, and why. */
export const stepsOf = (capacity: Capacity, subject: Subject, item: Pick<Item, 'label' | 'sources'>): Step[] => {
  const steps: Step[] = [];
  for (const rule of rules) {
    const step = rule(capacity, subject, item);
    steps.push(step);
    if (step.outcome !== 'PASSES') break;
  }
  return steps;
};

/** What the actor is called in an explanation. */
export const capacityName = (actor: Actor): string => names[actor.kind];

const names = {
  patient: 'the patient',
  carer: 'a carer',
  professional: 'a professional',
  team: 'a client of a team',
  organisation: 'a client of an organisation',
} as const satisfies Record<Actor['kind'], string>;

type Asked = (capacity: Capacity, subject: Subject, item: Pick<Item, 'label' | 'sources'>) => Step;

const frozen: Asked = ({ actor }, subject) => {
  const rule = 'ACCESS_FROZEN';
  const isOwnSide = actor.kind === 'patient' || actor.kind === 'carer';
  if (isOwnSide && actor.frozen) return { rule, outcome: 'DENIES', reason: 'The viewer’s own access is frozen.' };
  if (isOwnSide && subject.frozen)
    return { rule, outcome: 'DENIES', reason: 'Access is frozen for the patient and for carers.' };
  return {
    rule,
    outcome: 'PASSES',
    reason: subject.frozen ? 'Access is frozen, but that does not stop teams.' : 'Access is not frozen.',
  };
};

const relation: Asked = ({ actor, standing }, subject) => {
  const rule = 'RELATION';
  if (canReadDemographics(actor, subject, standing))
    return { rule, outcome: 'PASSES', reason: 'The viewer stands in a relation to the patient.' };
  const reason =
    standing.inPerson !== undefined && subject.frozen
      ? 'What was shared in person is closed while access is frozen, and no team of the viewer holds the record.'
      : 'There is no consent, no team that holds the record, and no broken glass that counts.';
  return { rule, outcome: 'DENIES', reason };
};

const self: Asked = ({ actor }) =>
  actor.kind === 'patient'
    ? { rule: 'SELF', outcome: 'ALLOWS', reason: 'It is the viewer’s own record.' }
    : { rule: 'SELF', outcome: 'PASSES', reason: 'It is not the viewer’s own record.' };

const source: Asked = ({ actor }, _subject, item) => {
  const own: readonly string[] = sourcesOf(actor);
  return item.sources.some((one) => own.includes(one))
    ? {
        rule: 'SOURCE',
        outcome: 'ALLOWS',
        reason: 'The viewer, or the viewer’s team or organisation, put the item in.',
      }
    : { rule: 'SOURCE', outcome: 'PASSES', reason: 'Somebody else put the item in.' };
};

const disabled: Asked = (_capacity, { sharingDisabled }) =>
  sharingDisabled
    ? { rule: 'SHARING_DISABLED', outcome: 'DENIES', reason: 'A privacy officer has disabled sharing of this record.' }
    : { rule: 'SHARING_DISABLED', outcome: 'PASSES', reason: 'Sharing is not disabled.' };

const glass: Asked = ({ actor, standing }) =>
  standing.breaksGlass && mayBreakGlass(actor)
    ? { rule: 'BREAK_GLASS', outcome: 'ALLOWS', reason: 'The viewer has broken the glass, and the time is not over.' }
    : { rule: 'BREAK_GLASS', outcome: 'PASSES', reason: 'The viewer has not broken the glass, or the time is over.' };

const consent: Asked = ({ actor, standing }, subject, { label }) => {
  const shared = labelsFor(actor, subject, standing);
  const isShared = label === 'UNSET' ? allLabels.every((one) => shared.includes(one)) : shared.includes(label);
  const held = allLabels.filter((one) => shared.includes(one)).join(', ') || 'no label';
  const wants = label === 'UNSET' ? 'an item without a label needs all four' : `the item’s label is ${label}`;
  return { rule: 'CONSENT', outcome: isShared ? 'ALLOWS' : 'DENIES', reason: `Shared is ${held}; ${wants}.` };
};

const rules: readonly Asked[] = [frozen, relation, self, source, disabled, glass, consent];
