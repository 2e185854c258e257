import { hash, randomBytes } from 'node:crypto';
import { parsePatientId, type PatientId } from '../../kernel/id.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { ItemKey } from './records.types.ts';

/**
 * Ids of items are `<patient>.<hash>`: 32 hexadecimal digits, a dot and 13 digits to the base 36, a valid FHIR id. An
 * adapter that holds nothing but an id finds the patient in it; it tells nothing that the patient's own id does not.
 * FHIR R4 §2.24.0.1 (id: at most 64 of A-Z a-z 0-9 - .)
 */
export const idOfKey = (patient: PatientId, type: string, key: ItemKey): string =>
  `${patient.replaceAll('-', '')}.${base36(digest(`${type}\0${key.organisation}\0${key.external}`).slice(0, 16))}`;

export const randomId = (patient: PatientId): string =>
  `${patient.replaceAll('-', '')}.${base36(randomBytes(8).toString('hex'))}`;

/** Whether any item could have this id; what could not is nowhere, and need not be asked for. */
export const isId = (id: string): boolean => /^[A-Za-z0-9\-.]{1,64}$/.test(id);

/** The patient in whose record an item of this id is, if it is anywhere. */
export const patientOfId = (id: string): PatientId | undefined => {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.[0-9a-z]{1,13}$/.exec(id);
  const patient = match === null ? undefined : parsePatientId(match.slice(1).join('-'));
  return isFailure(patient) ? undefined : patient;
};

/** The key as the store keeps it: a UUID of 128 bits, which nobody can make collide or turn back. */
export const hashOfKey = ({ organisation, external }: ItemKey): string =>
  uuidOf(digest(`${organisation}\0${external}`));

/**
 * The compartment of a customer's own store, from the reference that names it (`Patient/17`): where the patient's record
 * has the patient's id, a customer store has this.
 */
export const compartmentOf = (reference: string): PatientId => uuidOf(digest(`compartment\0${reference}`)) as PatientId;

/** In hexadecimal: a text of its own comes from OpenSSL in half the time that a buffer takes. */
const digest = (text: string): string => hash('sha256', text, 'hex');

const base36 = (hex: string): string => BigInt(`0x${hex}`).toString(36).padStart(13, '0');

const uuidOf = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
