import type { Concept } from '../kit/fhir.rules.ts';
import type { ItemLabel } from '../kit/label.ts';
import type { Extension } from './management-url.rules.ts';

/** One stored item as the rules see it. */
export type Item = { readonly id: string; readonly version: number; readonly text: string; readonly label: ItemLabel };

export type ParticipantElement = {
  readonly type?: readonly Concept[];
  readonly actor?: { readonly reference?: string; readonly type?: string; readonly display?: string };
};

/** The elements of an R4 Appointment that the graph shows. */
export type AppointmentResource = {
  readonly extension?: readonly Extension[];
  readonly identifier?: readonly { readonly value?: string }[];
  readonly status: string;
  readonly serviceType?: readonly Concept[];
  readonly specialty?: readonly Concept[];
  readonly appointmentType?: Concept;
  readonly description?: string;
  readonly start?: string;
  readonly end?: string;
  readonly comment?: string;
  readonly participant?: readonly ParticipantElement[];
};
