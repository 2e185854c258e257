import { withCanonicals } from '../../fhir/canonicals.ts';
import { forbidden, isFailure, invalid, type Failure } from '../../kernel/failure.ts';
import { parsePatientId, type PatientId } from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import type {
  CustomerRecordInput,
  CustomerRecordsInput,
  CustomerRecordsStored,
  CustomerSourceInput,
  HiddenCustomerRecordInput,
} from '../kit/customer-record.types.ts';
import { knownLabel } from '../kit/label.rules.ts';
import { openPlacement, type Placement } from '../kit/placement.ts';
import { redirected, type Target } from '../kit/references.rules.ts';
import { inDirectory, keyOf, namedIn, systemOf, typeHere, writtenBy } from './customer-source.ts';
import { isInRecord } from './home-types.ts';
import type { RecordStore, RecordWrite } from './records.types.ts';

type Needs = {
  readonly store: Pick<RecordStore, 'idFor' | 'put'>;
  /** Which types lie there. */
  readonly owned: (type: string) => boolean;
  /** What is still to be done to a resource before it is put. */
  readonly prepare?: (write: RecordWrite) => Promise<RecordWrite | Failure>;
};

/**
 * Puts customers' own resources into the patients' records, and hides those that are no longer to be there: all of it or
 * nothing. For the aggregator alone.
 *
 * @returns forbidden to everybody else, and where a placement is not valid; invalid where a resource cannot be written
 */
export const putFromCustomers =
  ({ store, owned, prepare }: Needs) =>
  async (context: Context, { records, hidden }: CustomerRecordsInput): Promise<CustomerRecordsStored | Failure> => {
    if (context.principal.kind !== 'internal') return forbidden('This is for our own processes.');
    const writes: RecordWrite[] = [];
    const homes: string[] = [];
    for (const [index, record] of records.entries()) {
      const given = owned(typeHere(record.source.type)) ? writeOf(store, context, record) : foreign;
      const write = prepare === undefined || isFailure(given) ? given : await prepare(given);
      if (isFailure(write)) return at(write, `records[${index}]`);
      homes.push(write.patient ?? '');
      writes.push(write);
    }
    for (const [index, record] of hidden.entries()) {
      const write = owned(typeHere(record.source.type)) ? hidingOf(store, record) : foreign;
      if (isFailure(write)) return at(write, `hidden[${index}]`);
      writes.push(write);
    }
    const put = await store.put(writes);
    return isFailure(put) ? put : { homes };
  };

const foreign = invalid('Another part of the record has the resources of this type.', 'source.type');

const at = (failure: Failure, place: string): Failure =>
  failure.kind === 'invalid' ? invalid(failure.message, `${place}.${failure.field ?? ''}`) : failure;

type Ids = Pick<RecordStore, 'idFor'>;

const writeOf = (store: Ids, context: Context, record: CustomerRecordInput): RecordWrite | Failure => {
  const placement = openPlacement(context, record.placement);
  if (isFailure(placement)) return placement;
  const { source } = record;
  if (placement.organisation !== source.organisation)
    return forbidden('This placement is another organisation’s.', 'placement');
  const patient = homeOf(placement, record.home);
  const text = redirected(
    withCanonicals(record.resource, ({ name }) => `${systemOf(source)}/${name}`),
    referring(store, { patient, source, subject: record.subject }),
    systemOf(source),
  );
  return {
    ...nameOf(store, patient, source),
    ...labelOf(record, placement),
    sources: [placement.organisation, placement.team],
    resource: JSON.parse(text) as object,
    text,
  };
};

/** Where it lies already, if its patient's record has been merged into another since. ADR 22 */
const homeOf = ({ patient, formerly }: Placement, home: string | null | undefined): PatientId =>
  formerly?.find((former) => former === home) ?? patient;

const hidingOf = (store: Ids, { patient: asked, source }: HiddenCustomerRecordInput): RecordWrite | Failure => {
  const patient = parsePatientId(asked);
  if (isFailure(patient)) return patient;
  const name = nameOf(store, patient, source);
  return {
    ...name,
    order: `${name.order}.hidden`,
    label: 'UNSET',
    sources: [source.organisation],
    resource: {},
    deleted: true,
  };
};

const nameOf = (store: Ids, patient: PatientId, source: CustomerSourceInput) => ({
  type: typeHere(source.type),
  patient,
  // Without a key, which one patient alone may have: a resource may turn out to be about another.
  id: store.idFor(patient, typeHere(source.type), keyOf(source, source)),
  ...writtenBy(source),
});

/** A condition that says nothing of its label is the patient's alone to share; all else is like any message. §3.3, rank 6 */
const labelOf = (
  { label, codes, specialty, source }: CustomerRecordInput,
  placement: Placement,
): Pick<RecordWrite, 'label' | 'labelStands'> =>
  knownLabel({ label, codes, specialty }, placement) ?? {
    label: source.type === 'Condition' ? 'UNSET' : 'GENERAL_HEALTH',
  };

type Referring = {
  readonly patient: PatientId;
  readonly source: CustomerSourceInput;
  readonly subject: string | null | undefined;
};

/**
 * What is in the record is found there under its id in the record, and the customer's staff and places in the directory; what
 * is in neither keeps the name that the customer knows it by.
 */
const referring =
  (store: Ids, { patient, source, subject }: Referring) =>
  (reference: string): Target => {
    const named = namedIn(reference);
    if (named === undefined) return undefined;
    const { type, id } = named;
    if (type === 'Patient') return id === subject ? { reference: `Patient/${patient}` } : { name: `${type}/${id}` };
    const here = typeHere(type);
    return isInRecord(here)
      ? { reference: `${here}/${store.idFor(patient, here, keyOf(source, named))}` }
      : inDirectory(source, named);
  };
