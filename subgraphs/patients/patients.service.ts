import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import { parsePatientId, type NewId, type OrganisationId, type PatientId } from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import { largestPage, pagingOf, type Page } from '../kit/paging.ts';
import { nameOf } from '../kit/principal-name.ts';
import type { AccessLogPage } from './access-log.types.ts';
import type { Patient, PatientPage } from './patients.types.ts';
import type { PatientFacts, PatientsStore, Viewer } from './patients.store.ts';
import { sightOf, type Actor, type Sight } from './purview.rules.ts';

/** A record together with the sight through which the caller sees it. */
export type SeenPatient = Patient & { readonly sight: Sight };

export type PatientsService = ReturnType<typeof patientsService>;

export const patientsService = ({ store, newId }: { store: PatientsStore; newId: NewId }) => {
  /** Decides on each record, and writes who looked before anything of it can leave this slice. */
  const see = async (context: Context, viewer: Viewer, found: readonly PatientFacts[]): Promise<SeenPatient[]> => {
    const seen = found.flatMap((facts) => {
      const sight = sightOf(actorOf(viewer, facts), subjectOf(facts), standingOf(facts));
      return sight === undefined ? [] : [Object.assign(patientOf(facts), { sight })];
    });
    if (seen.length > 0) {
      const at = context.clock.now();
      const actor = nameOf(context.principal);
      const reading = context.reading.length > 0 ? context.reading : ['DEMOGRAPHICS'];
      await store.log(
        seen.map(({ id, sight: { basis } }) => ({
          patient: id,
          id: newId(),
          at,
          actor,
          organisation: viewer.organisation,
          via: context.via,
          reading,
          basis,
        })),
      );
    }
    return seen;
  };

  return {
    /** The record, or null where it is missing or hidden: the two look alike. */
    read: async (context: Context, id: string): Promise<SeenPatient | null> => {
      const viewer = viewerOf(context);
      const known = parsePatientId(id);
      if (viewer === undefined || isFailure(known)) return null;
      const facts = await store.facts({ viewer, id: known }, undefined);
      return (facts === null ? undefined : (await see(context, viewer, [facts]))[0]) ?? null;
    },

    list: async (
      context: Context,
      {
        identifiers,
        ...query
      }: Page & { readonly identifiers?: readonly { readonly system: string; readonly value: string }[] | null },
    ): Promise<PatientPage | Failure> => {
      const viewer = viewerOf(context);
      if (viewer === undefined) return { items: [] };
      const page = pageOf(query);
      if (isFailure(page)) return page;
      if (identifiers && identifiers.length > largestPage)
        return invalid(`Ask for at most ${largestPage} identifiers at once.`, 'identifiers');
      const found = identifiers
        ? await store.withIdentifiers(viewer, { ...page, identifiers })
        : await store.page(viewer, page);
      const last = found.length > page.first ? found[page.first - 1] : undefined;
      const items = await see(context, viewer, found.slice(0, page.first));
      return last === undefined ? { items } : { items, next: last.id };
    },

    /** For the patient alone: neither carers nor organisations see it. Domain reference §3.1, Access log */
    accessLog: async (
      patient: SeenPatient,
      query: Page & { readonly includeOwn: boolean },
    ): Promise<AccessLogPage | null> => {
      if (patient.sight.basis !== 'SELF') return null;
      const page = pageOf(query);
      if (isFailure(page)) return null;
      const entries = await store.accessLog(patient.id, { ...page, includeOwn: query.includeOwn });
      const last = entries.length > page.first ? entries[page.first - 1] : undefined;
      const items = entries.slice(0, page.first);
      return last === undefined ? { items } : { items, next: last.id };
    },
  };
};

/** Feeds and internal processes see nobody: writing needs no sight. */
const viewerOf = ({ principal }: Context): Viewer | undefined => {
  if (principal.integration === 'customer.fhir')
    return { organisation: principal.organisation, user: null, teams: [], self: null };
  if (principal.kind === 'person')
    return { organisation: null, user: principal.user, teams: principal.teams, self: principal.patient ?? null };
  return undefined;
};

const actorOf = (viewer: Viewer, facts: PatientFacts): Actor => {
  const user = viewer.user as Extract<Actor, { kind: 'carer' }>['user'];
  if (viewer.organisation !== null)
    return { kind: 'organisation', organisation: viewer.organisation as OrganisationId };
  if (viewer.self === facts.id)
    return { kind: 'patient', patient: facts.id as PatientId, user, frozen: facts.viewer_frozen };
  if (facts.as_carer) return { kind: 'carer', user, frozen: facts.viewer_frozen };
  if (viewer.teams.length > 0)
    return {
      kind: 'team professional',
      user,
      teams: viewer.teams as Extract<Actor, { kind: 'team professional' }>['teams'],
    };
  return { kind: 'individual professional', user };
};

const subjectOf = (facts: PatientFacts) => ({
  patient: facts.id as PatientId,
  frozen: facts.access_frozen,
  sharingDisabled: facts.sharing_disabled,
});

const standingOf = (facts: PatientFacts) => ({
  consented: facts.consented,
  hasConsent: facts.has_consent,
  linked: facts.linked,
  breaksGlass: false,
});

const pageOf = (asked: Page): { first: number; after: string | null } | Failure => {
  const paging = pagingOf(asked);
  if (isFailure(paging)) return paging;
  const { first, after = null } = paging;
  if (after === null) return { first, after };
  return isFailure(parsePatientId(after)) ? invalid('Give the `next` of the page before.', 'after') : { first, after };
};

/** The columns in the words of the graph; null columns are absent. */
const patientOf = (facts: PatientFacts): Patient => ({
  id: facts.id,
  version: facts.version,
  lastUpdated: facts.last_updated,
  gender: facts.gender,
  deceased: facts.deceased,
  identifiers: facts.identifiers,
  emails: facts.emails,
  status: facts.status,
  registered: facts.status === 'REGISTERED',
  teams: facts.teams,
  ...present('title', facts.title),
  ...present('familyName', facts.family_name),
  ...present('givenName', facts.given_name),
  ...present('middleNames', facts.middle_names),
  ...present('dateOfBirth', facts.date_of_birth),
  ...present('deceasedAt', facts.deceased_at),
  ...present('language', facts.language),
  ...present('phone', facts.phone),
  ...present('address', facts.address),
  ...present('primaryCare', facts.primary_care),
});

const present = <Name extends string, Value>(name: Name, value: Value | null): Partial<Readonly<Record<Name, Value>>> =>
  (value === null ? {} : { [name]: value }) as Partial<Readonly<Record<Name, Value>>>;
