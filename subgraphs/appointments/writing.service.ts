import { Failure, isFailure, notFound } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { labelOnIngest } from '../kit/label.rules.ts';
import { openPlacement, type Placement } from '../kit/placement.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { PutResult, RecordWrite, StoredItem } from '../records/index.ts';
import { appointmentOf, refuseAppointment, withStatus } from './appointment.rules.ts';
import type { AppointmentsStore } from './appointments.store.ts';
import type {
  AppointmentDetailsInput,
  AppointmentStatus,
  PutAppointmentInput,
  SetAppointmentStatusInput,
} from './appointments.types.ts';

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
};

export const writingService = (store: AppointmentsStore): WritingService => ({
  put: async (context, input) => {
    const placement = openPlacement(context, input.placement);
    if (isFailure(placement)) return placement;
    const refusal = refuseAppointment(input);
    if (refusal !== undefined) return refusal;
    return storedOf(await store.put([newAppointment({ input, placement }, input.details, 'ACTIVE')]));
  },

  setStatus: async (context, input) => {
    const placement = openPlacement(context, input.placement);
    if (isFailure(placement)) return placement;
    const refusal = refuseAppointment(input);
    if (refusal !== undefined) return refusal;

    const { patient, organisation } = placement;
    const id = store.idFor(patient, 'Appointment', { organisation, external: input.externalId });
    // The writer's own sight: what its organisation has put there, and nothing else.
    const item = { sight: { patient, labels: [], sources: [organisation] }, type: 'Appointment', id };
    const results = await store.amend(item, (current) => {
      if (current !== undefined) return sameAppointment({ input, placement }, current, input.status);
      if (input.details === null || input.details === undefined)
        return notFound('There is no appointment of this number, and no details to make it from.', 'externalId');
      return newAppointment({ input, placement }, input.details, input.status);
    });
    return storedOf(results);
  },
});

type Ordered = { readonly input: PutAppointmentInput | SetAppointmentStatusInput; readonly placement: Placement };

const newAppointment = (
  { input, placement }: Ordered,
  details: AppointmentDetailsInput,
  status: AppointmentStatus,
): RecordWrite => ({
  ...writeFrom({ input, placement }),
  ...labelOnIngest({ label: details.label, codes: [details.type], specialty: details.specialty }, placement),
  sources: [placement.organisation, placement.team],
  ...bodyOf(JSON.stringify(appointmentOf(details, { ...placement, externalId: input.externalId, status }))),
});

/** Label and sources stay as well: whoever cancels an appointment does not take it over. */
const sameAppointment = (ordered: Ordered, current: StoredItem, status: AppointmentStatus): RecordWrite => {
  const { label, sources, visibleFrom } = current;
  return {
    ...writeFrom(ordered),
    label,
    labelStands: true,
    sources,
    ...(visibleFrom === undefined ? {} : { visibleFrom }),
    ...bodyOf(withStatus(current.text, status)),
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
