import type { Sql } from '../kit/sql.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { AppointmentsResolver } from './appointments.resolver.ts';
import { appointmentsService } from './appointments.service.ts';
import { appointmentsStore } from './appointments.store.ts';

export type { AppointmentDetailsInput } from './appointment-input.types.ts';

/** The appointments of a patient, read through the purview. */
export const openAppointments = ({ sql }: { readonly sql: Sql }): Subgraph =>
  defineSubgraph({
    name: 'appointments',
    resolvers: [new AppointmentsResolver(appointmentsService(appointmentsStore(sql)))],
    references: { Patient: (reference) => reference },
  });
