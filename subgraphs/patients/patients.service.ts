import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { Purview } from '../kit/purview.ts';
import type { AccessLogPage } from './access-log.types.ts';
import type { Patient, PatientPage } from './patients.types.ts';

/** What the caller may see of this patient, before it is sealed. */
export type Sight = Omit<Purview, 'principal' | 'expires'>;

/** A record together with the sight through which the caller sees it. */
export type SeenPatient = Patient & { readonly sight: Sight };

export type PatientsService = {
  read(context: Context, id: string): Promise<SeenPatient | null>;
  /** In the order of `ids`; null for those that are missing or hidden. */
  readMany(context: Context, ids: readonly string[]): Promise<readonly (SeenPatient | null)[]>;
  list(
    context: Context,
    query: {
      readonly identifiers?: readonly { readonly system: string; readonly value: string }[] | null;
      readonly first: number;
      readonly after?: string | null;
    },
  ): Promise<PatientPage | Failure>;
  accessLog(
    context: Context,
    patient: SeenPatient,
    query: { readonly first: number; readonly after?: string | null; readonly includeOwn: boolean },
  ): Promise<AccessLogPage | null>;
};
