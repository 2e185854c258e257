import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import type { CodeBook } from '../codes/index.ts';
import type { Codes } from '../kit/code-set.rules.ts';
import type { Context } from '../kit/context.ts';
import { given, refuseControlCharacters, refuseEmptyCoding } from '../kit/fhir.rules.ts';
import { mostSensitive, type Label } from '../kit/label.ts';
import { labelOnIngest } from '../kit/label.rules.ts';
import { openPlacement, type Placement } from '../kit/placement.ts';
import { atHome, type RecordWrite } from '../records/index.ts';
import { detailsInCodes } from './encounter-codes.rules.ts';
import { projectEvent } from './encounter-event.rules.ts';
import { eventAbout, eventsOf, plansAbout, type StandingEvent, type Told } from './encounter-events.rules.ts';
import type {
  CancelEncounterEventInput,
  EncounterDetailsInput,
  EncounterMessageInput,
  RecordEncounterEventInput,
  UpdateEncounterEventInput,
} from './encounter-input.types.ts';
import { encounterOf, withoutEvents } from './encounter.rules.ts';
import type { EncounterStore, Tellings } from './encounter.store.ts';
import type { StoredEncounter } from './encounter.types.ts';
import { aboutNumber, bodyOf } from './writing.ts';

/**
 * What is told of an encounter, message by message. The encounter follows from all that was told, in the order of MSH-7:
 * what comes late finds its place, and what comes again changes nothing. Nothing matched is no fault: it may come yet.
 *
 * @returns forbidden where the placement is not the caller's; invalid with the path in the input as the field; conflict
 *   where the number belongs to an encounter of another patient
 */
export type EncounterService = {
  recordEncounterEvent(context: Context, input: RecordEncounterEventInput): Promise<StoredEncounter | Failure>;
  updateEncounterEvent(context: Context, input: UpdateEncounterEventInput): Promise<StoredEncounter | Failure>;
  cancelEncounterEvent(context: Context, input: CancelEncounterEventInput): Promise<StoredEncounter | Failure>;
};

export const encounterService = (store: EncounterStore, codes: CodeBook): EncounterService => ({
  recordEncounterEvent: (context, input) => {
    const { type, at, details } = input;
    const told = { kind: 'RECORD', type, at: at.toISOString() } as const;
    return tell({ store, codes, context, input }, (known) => ({ ...told, details: detailsInCodes(details, known) }));
  },
  updateEncounterEvent: (context, input) => {
    const { type, at, updatedAt, admittedAt, dischargedAt, plannedFor, details } = input;
    return tell({ store, codes, context, input }, (known) => ({
      kind: 'UPDATE',
      ...(type === null || type === undefined ? {} : { type }),
      ...times({ at, updatedAt, admittedAt, dischargedAt, plannedFor }),
      updatedAt: updatedAt.toISOString(),
      details: detailsInCodes(details, known),
    }));
  },
  cancelEncounterEvent: (context, input) =>
    tell({ store, codes, context, input }, () => ({ kind: 'CANCEL', type: input.type, ...times({ at: input.at }) })),
});

type Telling = {
  readonly store: EncounterStore;
  readonly codes: CodeBook;
  readonly context: Context;
  readonly input: EncounterMessageInput & { readonly details?: EncounterDetailsInput };
};

const tell = async (
  { store, codes, context, input }: Telling,
  toldIn: (codes: Codes) => Told,
): Promise<StoredEncounter | Failure> => {
  const placed = openPlacement(context, input.placement);
  if (isFailure(placed)) return placed;
  const refusal = refuseEncounterMessage(input);
  if (refusal !== undefined) return refusal;

  const told = toldIn(await codes.of(placed.organisation));
  const { externalId, message } = input;
  const placement = await atHome(store, placed, { type: 'Encounter', external: externalId });
  const encounter = store.idFor(placement.patient, 'Encounter', {
    organisation: placement.organisation,
    external: externalId,
  });
  const { sentAt, controlId, id: origin } = message;
  const kept = await store.tell({ encounter, sentAt, controlId, origin, told }, (tellings) => {
    const change = changeOf(tellings);
    const about = eventAbout(all(tellings), tellings.place);
    const outcomeOfNothing = change.isOvertaken ? 'stale' : 'unchanged';
    const write = change.differs ? writeOf({ placement, input, encounter, tellings }, change) : undefined;
    return {
      ...(write === undefined ? {} : { write }),
      answer: (put) => ({
        ...(change.isThere ? { id: encounter } : {}),
        outcome: put?.outcome ?? outcomeOfNothing,
        plans: plansAbout(all(tellings), tellings.place).map(projectEvent),
        ...(about === undefined ? { stands: false } : { event: projectEvent(about.event), stands: about.stands }),
      }),
    };
  });
  return isFailure(kept) ? aboutNumber(kept, 'externalId') : kept;
};

type Change = {
  readonly before: readonly StandingEvent[];
  readonly after: readonly StandingEvent[];
  readonly differs: boolean;
  /** A newer message had come before this one. */
  readonly isOvertaken: boolean;
  readonly isThere: boolean;
};

/** What a message changes, now that it has its place among the others. */
const changeOf = (tellings: Tellings): Change => {
  const { messages, place, isNew } = tellings;
  const after = eventsOf(all(tellings));
  const before = isNew ? eventsOf(all(tellings).toSpliced(place, 1)) : after;
  return {
    before,
    after,
    differs: JSON.stringify(before) !== JSON.stringify(after),
    isOvertaken: isNew && place < messages.length - 1,
    isThere: before.length + after.length > 0,
  };
};

const all = ({ messages }: Tellings): readonly Told[] => messages.map(({ told }) => told);

type Writing = {
  readonly placement: Placement;
  readonly input: EncounterMessageInput;
  readonly encounter: string;
  readonly tellings: Tellings;
};

const writeOf = (
  { placement, input, encounter, tellings }: Writing,
  { before, after }: Pick<Change, 'before' | 'after'>,
): RecordWrite => {
  const { patient, organisation, team } = placement;
  const { externalId, message } = input;
  const place = { patient, organisation, externalId };
  const standing = after.length === 0 ? before : after;
  const resource = encounterOf(standing, place);
  const newest = tellings.messages.at(-1)?.sentAt ?? message.sentAt;
  return {
    type: 'Encounter',
    id: encounter,
    patient,
    key: { organisation, external: externalId },
    label: labelOf(standing, placement),
    sources: [organisation, team],
    // The order among messages is ours to keep: to the record store, each that changes something is the newest.
    entered: newest,
    order: `${message.controlId} ${String(tellings.messages.length)}`,
    origin: message.id,
    ...bodyOf(after.length === 0 ? withoutEvents(resource) : resource),
    deleted: after.length === 0,
  };
};

/** A stay is as private as the most private of the services that the patient was with in it. Domain reference §3.3 */
const labelOf = (events: readonly StandingEvent[], placement: Placement): Label => {
  const labels = events.map(({ specialty }) => labelOnIngest({ specialty }, placement).label);
  return mostSensitive(labels) ?? labelOnIngest({}, placement).label;
};

const times = <Name extends string>(given: Readonly<Record<Name, Date | null | undefined>>) =>
  Object.fromEntries(
    Object.entries<Date | null | undefined>(given).flatMap(([name, at]) =>
      at === null || at === undefined ? [] : [[name, at.toISOString()]],
    ),
  ) as Partial<Record<Name, string>>;

const refuseEncounterMessage = (
  input: EncounterMessageInput & { readonly details?: EncounterDetailsInput },
): Failure | undefined =>
  refuseControlCharacters(input) ??
  refuseEmpty(input.externalId, 'externalId') ??
  refuseEmpty(input.message.controlId, 'message.controlId') ??
  refuseEmptyCoding(input.details?.specialty, 'details.specialty') ??
  people
    .flatMap((role) => (input.details?.[role] ?? []).map((name, at) => refuseEmpty(name, `details.${role}[${at}]`)))
    .find((refusal) => refusal !== undefined);

const people = ['attenders', 'referrers', 'consulters'] as const;

const refuseEmpty = (text: string, field: string): Failure | undefined =>
  given(text) === undefined ? invalid('This must not be empty.', field) : undefined;
