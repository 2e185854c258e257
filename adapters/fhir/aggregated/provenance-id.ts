import { patientOfRecord } from '../core/record-id.ts';
import { listedType, listedTypes } from './listed.ts';
import { isRecord, servedRecords } from './served.ts';

/** What a Provenance is about: an item of the record, the patient itself, or what is about no patient. */
export type Target = {
  readonly type: string;
  readonly id: string;
  /** Null in the directory. */
  readonly patient: string | null;
  /** Of a Patient: the version in which a source said something. */
  readonly version?: number;
};

/**
 * A Provenance has the id of what it is about, and says of which type that is: an id alone does not. Of long names the
 * beginning is enough, and all that fits: an id has 64 characters at most. FHIR R4 §2.24.0.1
 */
export const provenanceId = ({
  type,
  id,
  version,
}: Pick<Target, 'type' | 'id'> & { readonly version: number }): string =>
  type === 'Patient' ? `${id.replaceAll('-', '')}.${String(version)}.Patient` : `${id}.${shortened(type)}`;

const shortened = (type: string): string => type.slice(0, 17);

/** Undefined where nothing has a Provenance of this id. */
export const targetOf = (provenance: string): Target | undefined => {
  const [, id = '', short = ''] = /^(.+)\.([A-Za-z]+)$/.exec(provenance) ?? [];
  if (short === 'Patient') return versionOfPatient(id);
  const type = [
    ...servedRecords.map((served) => served.type),
    'Person',
    ...listedTypes.map((listed) => listed.type),
  ].find((one) => shortened(one) === short);
  return type === undefined ? undefined : itemTarget(type, id);
};

const itemTarget = (type: string, id: string): Target | undefined => {
  if (listedType(type) !== undefined) return { type, id, patient: null };
  const patient = patientOfRecord(id);
  return patient === undefined || !isRecord(type) ? undefined : { type, id, patient };
};

const versionOfPatient = (id: string): Target | undefined => {
  const [, version] = /\.([1-9]\d{0,8})$/.exec(id) ?? [];
  const patient = patientTarget(id);
  return version === undefined || patient === undefined ? undefined : { ...patient, version: Number(version) };
};

const patientTarget = (id: string) => {
  const patient = patientOfRecord(id);
  return patient === undefined ? undefined : { type: 'Patient', id: patient, patient };
};

/** `Observation/…`, with the base or without it; undefined for what is no item of a record here. */
export const targetNamed = (reference: string, base: string): Target | undefined => {
  const [type = '', id = '', ...more] = (
    reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference
  ).split('/');
  if (more.length > 0) return undefined;
  if (type === 'Patient') return patientTarget(`${id.replaceAll('-', '')}.x`);
  return itemTarget(type, id);
};
