import { patients } from '../prisma/demo.ts';
import { nhsIdentifier, type FeedClient } from './customer.ts';
import type { Reply } from './outside.ts';

/** Something that a customer does in its own store; done twice it is the same. */
type Write = (client: FeedClient) => Promise<Reply>;

const any = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
};
const someone = (): string => `p${any([0, 1, 2, 3])}`;

const numbered = (patient: string, value: string, code: string): Write => {
  const identifier = [nhsIdentifier(value, code)];
  const resource = { resourceType: 'Patient', id: patient.slice('Patient/'.length), identifier };
  return (client) => client.put(patient, resource);
};

const observed = (id: string, patient: string): Write => {
  const said = { status: 'final', code: { text: 'x' }, subject: { reference: patient } };
  const resource = { resourceType: 'Observation', id, ...said, valueString: String(Math.random()) };
  return (client) => client.put(`Observation/${id}`, resource);
};

/** A place that everybody finds; now and then it tells of somebody, and nobody finds it. */
const placed = (id: string): Write => {
  const told = Math.random() < 0.3 ? { contained: [{ resourceType: 'Patient', id: 'p' }] } : {};
  const resource = { resourceType: 'Location', id, ...told, name: String(Math.random()) };
  return (client) => client.put(`Location/${id}`, resource);
};

const linked = (id: string, patient: string): Write => {
  const resource = { resourceType: 'Person', id, link: [{ target: { reference: patient } }], birthDate: '1970-01-01' };
  return (client) => client.put(`Person/${id}`, resource);
};

/** Patients come and go, become other people, and lose their verification; what is about them comes before and after. */
export const aWrite = (): Write => {
  const observation = `o${any([...Array(30).keys()])}`;
  if (Math.random() < 0.1) return (client) => client.remove(`Observation/${observation}`);
  if (Math.random() < 0.15) {
    const place = `l${any([0, 1, 2, 3])}`;
    return Math.random() < 0.2 ? (client) => client.remove(`Location/${place}`) : placed(place);
  }
  const patient = `Patient/${someone()}`;
  if (Math.random() < 0.05) return linked(`i${any([0, 1])}`, patient);
  if (Math.random() < 0.02) return (client) => client.remove(patient);
  if (Math.random() < 0.15) {
    const who = any([patients.alice, patients.carol]);
    return numbered(patient, who.nhsNumber, any(['01', '01', '01', '02']));
  }
  return observed(observation, patient);
};

/** At the end, so that whatever chance has done there is something to be found. */
export const lastWrites: readonly Write[] = [
  numbered('Patient/p0', patients.alice.nhsNumber, '01'),
  observed('o0', 'Patient/p0'),
  linked('i0', 'Patient/p0'),
  (client) => client.put('Location/l0', { resourceType: 'Location', id: 'l0' }),
];
