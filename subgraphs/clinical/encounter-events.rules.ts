import type { KnownCoding } from '../kit/code-set.rules.ts';
import type { CodingInput } from '../kit/coding.types.ts';
import type { EncounterClass, EncounterEventType } from './encounter-codes.types.ts';

/** An event as it stands. Times are ISO text in UTC, to the millisecond: their order as text is that in time. */
export type StandingEvent = {
  readonly type: EncounterEventType;
  readonly at: string;
  readonly updatedAt?: string;
  readonly class: EncounterClass;
  readonly location?: LocationParts;
  readonly specialty?: KnownCoding<CodingInput>;
  readonly attenders: readonly string[];
  readonly referrers: readonly string[];
  readonly consulters: readonly string[];
};

export type LocationParts = {
  readonly text?: string | null;
  readonly ward?: string | null;
  readonly room?: string | null;
  readonly bed?: string | null;
};

/** What a message says of an event: what is missing it leaves as it is, what is null it removes. HL7 v2.4 §2.6 */
export type EventDetails = {
  readonly class?: EncounterClass | null;
  readonly location?: LocationParts | null;
  readonly specialty?: KnownCoding<CodingInput> | null;
  readonly attenders?: readonly string[] | null;
  readonly referrers?: readonly string[] | null;
  readonly consulters?: readonly string[] | null;
};

/** What one message tells of an encounter. */
export type Told =
  | { readonly kind: 'RECORD'; readonly type: EncounterEventType; readonly at: string; readonly details: EventDetails }
  | (Named & {
      readonly kind: 'UPDATE';
      readonly updatedAt: string;
      readonly admittedAt?: string;
      readonly dischargedAt?: string;
      readonly plannedFor?: string;
      readonly details: EventDetails;
    })
  | (Named & { readonly kind: 'CANCEL'; readonly type: EncounterEventType });

type Named = { readonly type?: EncounterEventType; readonly at?: string };

/** The event that a message is about: as it stands, or as it was before it was cancelled. */
export type EventAbout = { readonly event: StandingEvent; readonly stands: boolean };

/**
 * The events of an encounter, from all that was told of it, in the sender's order of time (MSH-7): whatever order the
 * messages come in, the same stands in the end. Plans come first, then what happened. Domain reference §4.5, ADR 8
 */
export const eventsOf = (told: readonly Told[]): readonly StandingEvent[] => inOrder(followed(told).values());

/** The event that the message at this place is about; undefined where nothing matches it. */
export const eventAbout = (told: readonly Told[], place: number): EventAbout | undefined => {
  const message = told[place];
  if (message === undefined) return undefined;
  const before = followed(told.slice(0, place));
  const target = message.kind === 'RECORD' ? message : targetOf(before, message);
  if (target === undefined) return undefined;
  const key = keyOf(target);
  const last = followed(told).get(key);
  if (last !== undefined) return { event: last, stands: true };
  const then = message.kind === 'CANCEL' ? before : follow(before, message);
  const event = then.get(key);
  return event === undefined ? undefined : { event, stands: false };
};

/** A stay that has not begun yet. */
export const isPlan = ({ type }: Pick<StandingEvent, 'type'>): boolean =>
  type === 'PRE_ADMIT' || type === 'PENDING_ADMIT';

/**
 * The plans that stand, and that the message at this place is about, or has moved: a stay that begins on an earlier day than was
 * planned is what became of the plan, and nobody is to wait for the day that was named.
 */
export const plansAbout = (told: readonly Told[], place: number): readonly StandingEvent[] => {
  const plans = plansIn(eventsOf(told));
  if (plans.length === 0) return plans;
  const about = eventAbout(told, place)?.event.type;
  const without = new Map(plansIn(eventsOf(told.toSpliced(place, 1))).map(({ type, at }) => [type, at]));
  return plans.filter(({ type, at }) => type === about || without.get(type) !== at);
};

const plansIn = (events: readonly StandingEvent[]): readonly StandingEvent[] => {
  const began = events.find(({ type }) => type === 'ADMIT')?.at;
  return events
    .filter(isPlan)
    .map((plan) => (began !== undefined && dayOf(began) < dayOf(plan.at) ? { ...plan, at: began } : plan));
};

/** As the calendar on the patient's wall has it, and not that of UTC, which in summer begins its day an hour later. */
const dayOf = (at: string): string => calendar.format(new Date(at));

/** Swedes write dates as ISO 8601 does. */
const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' });

type Events = ReadonlyMap<string, StandingEvent>;

const followed = (told: readonly Told[]): Events => told.reduce(follow, new Map<string, StandingEvent>());

const follow = (events: Events, message: Told): Events => {
  const then = new Map(events);
  if (message.kind === 'RECORD') {
    const { type, at, details } = message;
    return then.set(keyOf(message), withDetails({ ...unknown, type, at }, details));
  }
  const target = targetOf(events, message);
  if (target === undefined) return events;
  if (message.kind === 'CANCEL') then.delete(keyOf(target));
  else for (const event of updated(events, target, message)) then.set(keyOf(event), event);
  return then;
};

const unknown = { class: 'OTHER', attenders: [], referrers: [], consulters: [] } as const;

/** There is one of each, but for transfers: these are told apart by their time. */
const keyOf = ({ type, at }: { readonly type: EncounterEventType; readonly at: string }): string =>
  type === 'TRANSFER' ? `${type} ${at}` : type;

/** The event that a message names; one that names none means the most recent. */
const targetOf = (events: Events, { type, at }: Named): StandingEvent | undefined =>
  type === 'TRANSFER' && at !== undefined
    ? events.get(keyOf({ type, at }))
    : inOrder(events.values()).findLast((event) => type === undefined || event.type === type);

const updated = (
  events: Events,
  target: StandingEvent,
  { updatedAt, admittedAt, dischargedAt, plannedFor, details }: Extract<Told, { kind: 'UPDATE' }>,
): readonly StandingEvent[] => {
  const event = { ...withDetails(target, details), updatedAt };
  // PV1-44 is when a planned stay is to begin: it says nothing of an admission.
  if (isPlan(event)) return [{ ...event, at: plannedFor ?? event.at }];
  const [admission, discharge] = [events.get('ADMIT'), events.get('DISCHARGE')].map((one) =>
    one?.type === event.type ? event : one,
  );
  return [
    event,
    ...(admission === undefined || admittedAt === undefined ? [] : [{ ...admission, at: admittedAt }]),
    ...(discharge === undefined || dischargedAt === undefined ? [] : [{ ...discharge, at: dischargedAt }]),
  ];
};

const withDetails = (event: StandingEvent, details: EventDetails): StandingEvent => {
  const { location, specialty, ...others } = event;
  const where = details.location === undefined ? location : details.location;
  const what = details.specialty === undefined ? specialty : details.specialty;
  return {
    ...others,
    class: details.class === undefined ? event.class : (details.class ?? 'OTHER'),
    ...(where === null || where === undefined ? {} : { location: where }),
    ...(what === null || what === undefined ? {} : { specialty: what }),
    attenders: details.attenders === undefined ? event.attenders : (details.attenders ?? []),
    referrers: details.referrers === undefined ? event.referrers : (details.referrers ?? []),
    consulters: details.consulters === undefined ? event.consulters : (details.consulters ?? []),
  };
};

const inOrder = (events: Iterable<StandingEvent>): readonly StandingEvent[] =>
  [...events].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));

/** At one and the same time, people come before they go. */
const placeOf = (event: StandingEvent): string =>
  `${isPlan(event) ? 0 : 1} ${event.at} ${String(succession.indexOf(event.type))}`;

const succession: readonly EncounterEventType[] = ['PRE_ADMIT', 'PENDING_ADMIT', 'ADMIT', 'TRANSFER', 'DISCHARGE'];
