import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused, type Asking } from '../asking.ts';
import {
  PutAppointmentDocument,
  SetAppointmentStatusDocument,
  type PutAppointmentInput,
  type SourceMessageInput,
} from '../documents.generated.ts';
import { appointmentNumber, isPlan, toAppointment, type ToldEncounter, type ToldEvent } from './encounter.map.ts';

/** What every question about one visit has in common. */
export type AboutVisit = {
  readonly placement: string;
  readonly message: SourceMessageInput;
  readonly externalId: string;
};

/**
 * A stay that is planned is an appointment too: while the plan stands so does the appointment, and it is cancelled with it.
 * It says what the encounter's event says, not the message, which may be older or say less; a stay that began on an earlier
 * day moves it there. A cancelled one is made where it is missing: the message that planned it may still be on its way here.
 */
export const followPlan = async (
  asking: Asking,
  { externalId, ...common }: AboutVisit,
  { event, stands, plans }: ToldEncounter,
): Promise<undefined | Failure> => {
  const inputOf = (plan: ToldEvent): PutAppointmentInput => ({
    ...common,
    externalId: appointmentNumber(externalId, plan),
    details: toAppointment(plan),
  });
  for (const plan of plans) {
    const stored = await put(asking, inputOf(plan));
    if (isFailure(stored)) return stored;
  }
  const stored = event !== null && isPlan(event) && !stands ? await cancel(asking, inputOf(event)) : undefined;
  return isFailure(stored) ? stored : undefined;
};

const put = async (asking: Asking, input: PutAppointmentInput) => {
  const data = await ask(asking, PutAppointmentDocument, { input });
  return isFailure(data) ? data : unlessRefused(data.putAppointment);
};

const cancel = async (asking: Asking, input: PutAppointmentInput) => {
  const data = await ask(asking, SetAppointmentStatusDocument, { input: { ...input, status: 'CANCELLED' } });
  return isFailure(data) ? data : unlessRefused(data.setAppointmentStatus);
};
