import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { openPermit, writerIn, type Permit } from '../../kit/permit.ts';
import type { Once } from '../../kit/posted.ts';
import { gatheredReads, isClosed, sightIn, type RecordWrite } from '../../records/index.ts';
import { addedBy, at } from '../added.ts';
import type { ClinicalStore } from '../clinical.store.ts';
import type { Patient } from '../clinical.types.ts';
import { bodyOf } from '../writing.ts';
import { kindCalled, loinc } from './catalogue.rules.ts';
import { checkMeasurement, observationOfMeasurement, projectMeasurement } from './measurement.rules.ts';
import type { AddedItems, AddMeasurementsInput, MeasurementInput, MeasurementPage } from './measurement.types.ts';

/** Which measurements of a patient: of one type, of a time. */
export type MeasurementQuery = Page & {
  readonly type?: string | null;
  readonly from?: Date | null;
  readonly to?: Date | null;
};

export type MeasurementService = {
  /** Null where the caller has no purview of the patient. */
  measurements(context: Context, patient: Patient, query: MeasurementQuery): Promise<MeasurementPage | null | Failure>;
  /**
   * Adds what a patient, a carer or a team has measured; the source is whoever the permit was made for.
   *
   * @returns forbidden where the permit is not the caller's, or lets it add nothing; invalid with the path in the input
   */
  addMeasurements(context: Context, input: AddMeasurementsInput): Promise<AddedItems | Failure>;
};

export const measurementService = (store: ClinicalStore, once: Once): MeasurementService => {
  const records = gatheredReads(store);
  return {
    measurements: async (context, patient, { type, from, to, ...page }) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const kind = type === null || type === undefined ? undefined : kindCalled(type);
      if (type !== null && type !== undefined && kind === undefined)
        return invalid('There is no such type: `measurementTypes` lists all.', 'type');
      const query = new URLSearchParams(
        kind === undefined ? { category: 'vital-signs,activity' } : { code: `${loinc}|${kind.code}` },
      );
      if (from) query.append('date', `ge${from.toISOString()}`);
      if (to) query.append('date', `lt${to.toISOString()}`);
      const found = await records.page(sight, { type: 'Observation', query: query.toString(), ...paging });
      if (isFailure(found)) return found;
      return { items: found.items.map((item) => projectMeasurement(item, isClosed(sight, item))), next: found.next };
    },

    addMeasurements: async (context, input) => {
      const permit = openPermit(context, input.permit);
      if (isFailure(permit)) return permit;
      const { idempotencyKey: key, measurements: content } = input;
      if (content.length === 0 || content.length > largestPost)
        return invalid(`Add 1 to ${largestPost} measurements at once.`, 'measurements');
      const writes = content.map((measurement) => writeOf(context, permit, measurement));
      const refused = writes.findIndex(isFailure);
      const failure = writes[refused];
      if (isFailure(failure)) return at(failure, `measurements[${refused}]`);
      const sound = writes.filter((write): write is RecordWrite => !isFailure(write));
      return once({ context, key, content: { patient: permit.patient, content } }, async (within) => {
        const results = await store.put(sound, within);
        return isFailure(results) ? results : { ids: results.map(({ id }) => id) };
      });
    },
  };
};

const largestPost = 100;

const writeOf = (context: Context, permit: Permit, measurement: MeasurementInput): RecordWrite | Failure => {
  const now = context.clock.now();
  const label = measurement.label ?? 'GENERAL_HEALTH';
  const writer = writerIn(permit, label);
  if (isFailure(writer)) return writer;
  const checked = checkMeasurement(measurement, now);
  if (isFailure(checked)) return checked;
  const { patient } = permit;
  return {
    type: 'Observation',
    patient,
    label,
    ...addedBy(context, writer),
    ...bodyOf(observationOfMeasurement(checked, { patient, writer, at: now })),
  };
};
