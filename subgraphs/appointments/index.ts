import { openCodes, type CodeBook } from '../codes/index.ts';
import type { Sql } from '../kit/sql.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { putFromCustomers } from '../records/index.ts';
import { AppointmentsResolver } from './appointments.resolver.ts';
import { appointmentsService } from './appointments.service.ts';
import { appointmentsStore } from './appointments.store.ts';
import { CustomerAppointmentsResolver } from './customer-appointments.resolver.ts';

export type { AppointmentDetailsInput } from './appointment-input.types.ts';

type Needs = { readonly sql: Sql; readonly codes?: CodeBook };

/** The appointments of a patient, read through the purview. */
export const openAppointments = ({ sql, codes = openCodes({ sql }) }: Needs): Subgraph => {
  const store = appointmentsStore(sql);
  return defineSubgraph({
    name: 'appointments',
    resolvers: [
      new AppointmentsResolver(appointmentsService(store, codes)),
      new CustomerAppointmentsResolver(putFromCustomers({ store, owned: (type) => type === 'Appointment' })),
    ],
    references: { Patient: (reference) => reference },
  });
};
