import { Failure, isFailure, notFound } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { labelOnIngest } from '../kit/label.rules.ts';
import { openPlacement, type Placement } from '../kit/placement.ts';
import type { Stored } from '../kit/store-result.types.ts';
import { atHome, type PutResult, type RecordWrite, type StoredItem } from '../records/index.ts';
import { appointmentOf, refuseAppointment, statusIn, withStatus } from './appointment.rules.ts';
import type { AppointmentsStore, Wanted } from './appointments.store.ts';
import type {
  AppointmentDetailsInput,
  ChangeAppointmentInput,
  PutAppointmentInput,
  SetAppointmentStatusInput,
} from './appointment-input.types.ts';
import type { AppointmentStatus } from './appointments.types.ts';
import { detailsAfter, isAboutLabel, textAfter } from './change.rules.ts';

export type WritingService = {
  /**
   * Stores an appointment, or replaces all of it where the number is known: it stands again, too.
   *
   * @returns forbidden where the placement is not the caller's; invalid with the path in the input as the field;
   *   conflict where the number belongs to an appointment of another patient
   */
  put(context: Context, input: PutAppointmentInput): Promise<Stored | Failure>;
  /**
   * Changes the status and nothing else; an appointment that is not known is made first where the input has its details.
   *
   * @returns as `put`, and not_found with the field `externalId`
   */
  setStatus(context: Context, input: SetAppointmentStatusInput): Promise<Stored | Failure>;
  /**
   * Changes what the input names, and nothing else; an appointment that is not known is made first where the changes
   * have a start.
   *
   * @returns as `setStatus`
   */
  change(context: Context, input: ChangeAppointmentInput): Promise<Stored | Failure>;
};

export const writingService = (store: AppointmentsStore): WritingService => ({
  put: async (context, input) => {
    const placed = openPlacement(context, input.placement);
    if (isFailure(placed)) return placed;
    const refusal = refuseAppointment(input);
    if (refusal !== undefined) return refusal;
    const placement = await homeOf(store, placed, input);
    return storedOf(await store.put([newAppointment({ input, placement }, input.details, 'ACTIVE')]));
  },

  setStatus: async (context, input) => {
    const placed = openPlacement(context, input.placement);
    if (isFailure(placed)) return placed;
    const refusal = refuseAppointment(input);
    if (refusal !== undefined) return refusal;
    const placement = await homeOf(store, placed, input);

    const results = await store.amend(itemOf(store, { input, placement }), (current) => {
      if (current !== undefined)
        return sameAppointment({ input, placement }, current, withStatus(current.text, input.status));
      if (input.details === null || input.details === undefined)
        return notFound('There is no appointment of this number, and no details to make it from.', 'externalId');
      return newAppointment({ input, placement }, input.details, input.status);
    });
    return storedOf(results);
  },

  change: async (context, input) => {
    const placed = openPlacement(context, input.placement);
    if (isFailure(placed)) return placed;
    const refusal = refuseAppointment(input);
    if (refusal !== undefined) return refusal;
    const placement = await homeOf(store, placed, input);

    const results = await store.amend(itemOf(store, { input, placement }), (current) => {
      const details = detailsAfter(current, input.changes);
      if (details === undefined)
        return notFound('There is no appointment of this number, and no start to make it with.', 'externalId');
      const status = input.status ?? (current === undefined ? 'ACTIVE' : statusIn(current.text));
      if (current === undefined) return newAppointment({ input, placement }, details, status);
      const place = { ...placement, externalId: input.externalId, status };
      const same = sameAppointment(
        { input, placement },
        current,
        textAfter(current.text, appointmentOf(details, place)),
      );
      return isAboutLabel(input.changes) ? { ...same, ...labelOf(details, placement) } : same;
    });
    return storedOf(results);
  },
});

/** The appointment of the sender's number, by the writer's own sight: what its organisation put there, nothing else. */
const itemOf = (store: AppointmentsStore, { input, placement: { patient, organisation } }: Ordered): Wanted => ({
  sight: { patient, labels: [], sources: [organisation] },
  type: 'Appointment',
  id: store.idFor(patient, 'Appointment', { organisation, external: input.externalId }),
});

/** Where the appointment of the sender's number lies already, if it came before two records were merged. */
const homeOf = (
  store: AppointmentsStore,
  placement: Placement,
  { externalId }: Pick<PutAppointmentInput, 'externalId'>,
): Promise<Placement> => atHome(store, placement, { type: 'Appointment', external: externalId });

type Ordered = { readonly input: Pick<PutAppointmentInput, 'externalId' | 'message'>; readonly placement: Placement };

const newAppointment = (
  { input, placement }: Ordered,
  details: AppointmentDetailsInput,
  status: AppointmentStatus,
): RecordWrite => ({
  ...writeFrom({ input, placement }),
  ...labelOf(details, placement),
  sources: [placement.organisation, placement.team],
  ...bodyOf(JSON.stringify(appointmentOf(details, { ...placement, externalId: input.externalId, status }))),
});

const labelOf = ({ label, type, specialty }: AppointmentDetailsInput, placement: Placement) => ({
  labelStands: false,
  ...labelOnIngest({ label, codes: [type], specialty }, placement),
});

/** Label and sources stay as well: whoever cancels an appointment does not take it over. */
const sameAppointment = (ordered: Ordered, current: StoredItem, text: string): RecordWrite => {
  const { label, sources, visibleFrom } = current;
  return {
    ...writeFrom(ordered),
    label,
    labelStands: true,
    sources,
    ...(visibleFrom === undefined ? {} : { visibleFrom }),
    ...bodyOf(text),
  };
};

/** The text that is stored, and what may be searched in it. */
const bodyOf = (text: string): Pick<RecordWrite, 'resource' | 'text'> => ({
  text,
  resource: JSON.parse(text) as object,
});

const writeFrom = ({ input, placement }: Ordered) => ({
  type: 'Appointment',
  patient: placement.patient,
  key: { organisation: placement.organisation, external: input.externalId },
  entered: input.message.sentAt,
  order: input.message.controlId,
  origin: input.message.id,
});

/** A conflict of keys is one about the sender's number. */
const storedOf = (results: readonly PutResult[] | Failure): Stored | Failure => {
  if (isFailure(results))
    return results.kind === 'conflict' ? new Failure('conflict', results.message, 'externalId') : results;
  const [first] = results;
  if (first === undefined) throw new Error('Nothing was written.');
  return { id: first.id, outcome: first.outcome };
};
