import { invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import { parsePatientId, type PatientId, type TeamId } from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import { refuseControlCharacters } from '../kit/fhir.rules.ts';
import { largestPage, type Page } from '../kit/paging.ts';
import type { AccessLogService } from './access-log.service.ts';
import type { AccessLogPage } from './access-log.types.ts';
import { pageOf } from './keyed-page.ts';
import type { Extent, PatientFacts, PatientsStore } from './patients.store.ts';
import type { Patient, PatientPage } from './patients.types.ts';
import { actsOf, type Acts } from './acts.rules.ts';
import type { Capacity } from './purview.rules.ts';
import { sightOf, type Sight } from './sight.rules.ts';
import { capacitiesOf, viewerOf, type Viewer } from './viewer.rules.ts';

/** A record together with the sight through which the caller sees it, and when that ends by itself. */
export type SeenPatient = Patient & {
  readonly sight: Sight;
  readonly until?: number;
  /** What the caller may do, by the same facts. */
  readonly acts: () => Acts;
};

export type PatientsService = ReturnType<typeof patientsService>;

/** As many as a questionnaire is sent to at once. Domain reference §7.3, $send-questionnaire-request */
const mostAtOnce = 500;

type Needs = { readonly store: PatientsStore; readonly accessLog: AccessLogService };

export const patientsService = ({ store, accessLog }: Needs) => {
  /** Decides on each record, and writes who looked before anything of it can leave this slice. */
  const see = async (context: Context, viewer: Viewer, found: readonly PatientFacts[]): Promise<SeenPatient[]> => {
    const decided = found.map((facts) => ({ facts, ...decide(viewer, facts) }));
    await accessLog.write(
      context,
      decided.map(({ facts, sight }) => ({
        patient: facts.id,
        basis: sight?.basis,
        team: facts.team,
        organisation: viewer.organisation,
      })),
    );
    return decided.flatMap(({ facts, sight, capacities }) =>
      sight === undefined ? [] : [seen(facts, sight, capacities)],
    );
  };

  return {
    see,

    /** The record, or null where it is missing or hidden: the two look alike, and take as long. */
    read: async (context: Context, id: string, extent: Extent = 'inDetail'): Promise<SeenPatient | null> => {
      const viewer = viewerOf(context.principal, context.clock.now());
      const known = parsePatientId(id);
      if (viewer === undefined || isFailure(known)) return null;
      const facts = await store.facts({ viewer, id: known, extent });
      return (await see(context, viewer, facts === null ? [] : [facts]))[0] ?? null;
    },

    /** Records in the order asked, undefined where one is missing or hidden: one question for all of them. */
    readAll: async (
      context: Context,
      ids: readonly string[],
    ): Promise<readonly (SeenPatient | undefined)[] | Failure> => {
      if (ids.length > mostAtOnce) return invalid(`Ask for at most ${mostAtOnce} records at once.`, 'patients');
      const viewer = viewerOf(context.principal, context.clock.now());
      const asked = ids.map(parsePatientId);
      const known = [...new Set(asked.flatMap((id) => (isFailure(id) ? [] : [id])))];
      if (viewer === undefined || known.length === 0) return ids.map(() => undefined);
      const found = await store.factsOfAll(viewer, known);
      const records = new Map([...found.values()].map((facts) => [facts.id, facts]));
      const shown = new Map((await see(context, viewer, [...records.values()])).map((seen) => [seen.id, seen]));
      return asked.map((id) => (isFailure(id) ? undefined : shown.get(found.get(id)?.id ?? '')));
    },

    list: async (
      context: Context,
      {
        identifiers,
        teamId,
        ...query
      }: Page & {
        readonly teamId?: string | null;
        readonly identifiers?: readonly { readonly system: string; readonly value: string }[] | null;
      },
      extent: Extent = 'inDetail',
    ): Promise<PatientPage | Failure> => {
      const viewer = asTeam(viewerOf(context.principal, context.clock.now()), teamId);
      if (isFailure(viewer)) return viewer;
      if (viewer === undefined) return { items: [] };
      const page = pageOf(query);
      if (isFailure(page)) return page;
      if (identifiers && identifiers.length > largestPage)
        return invalid(`Ask for at most ${largestPage} identifiers at once.`, 'identifiers');
      // PostgreSQL takes no U+0000 in a text.
      const unreadable = refuseControlCharacters(identifiers, 'identifiers');
      if (unreadable !== undefined) return unreadable;
      const found = identifiers
        ? await store.withIdentifiers(viewer, { ...page, extent, identifiers })
        : await store.page(viewer, { ...page, extent });
      const last = found.length > page.first ? found[page.first - 1] : undefined;
      const shown = found.slice(0, page.first);
      const items = shown.length === 0 ? [] : await see(context, viewer, shown);
      return last === undefined ? { items } : { items, next: last.id };
    },

    /** For the patient alone: neither carers nor organisations see it. Domain reference §3.1, Access log */
    accessLog: async (
      patient: SeenPatient,
      query: Page & { readonly includeOwn: boolean },
    ): Promise<AccessLogPage | null | Failure> =>
      patient.sight.isSelf ? accessLog.page([patient.id, ...patient.formerIds], query) : null,
  };
};

/** As one of the viewer's teams and as nothing else. */
const asTeam = (viewer: Viewer | undefined, named: string | null | undefined): Viewer | undefined | Failure => {
  if (viewer === undefined || named === null || named === undefined) return viewer;
  const team = viewer.teams.find((one) => one === named.toLowerCase());
  return team === undefined
    ? notFound('You act as no such team.', 'teamId')
    : { ...viewer, teams: [team], self: null, asCarer: false, inPerson: false };
};

const decide = (
  viewer: Viewer,
  facts: PatientFacts,
): { readonly sight: Sight | undefined; readonly capacities: readonly Capacity[] } => {
  const capacities = capacitiesOf(viewer, facts);
  return { capacities, sight: sightOf(subjectOf(facts), capacities, viewer.through) };
};

const subjectOf = (facts: PatientFacts) => ({
  patient: facts.id as PatientId,
  ...(facts.formerly.length === 0 ? {} : { formerly: facts.formerly }),
  frozen: facts.access_frozen,
  sharingDisabled: facts.sharing_disabled,
});

const seen = (facts: PatientFacts, sight: Sight, capacities: readonly Capacity[]): SeenPatient =>
  Object.assign(patientOf(facts), {
    sight,
    acts: () =>
      actsOf(
        sight,
        { ...subjectOf(facts), ...(facts.team === null ? {} : { team: facts.team as TeamId }) },
        capacities,
      ),
    ...(facts.glass === null || sight.basis !== 'BTG' ? {} : { until: Date.parse(facts.glass.until) }),
  });

/** The columns in the words of the graph; null columns are absent, and so are details that nobody asked for. */
const patientOf = (facts: PatientFacts): Patient => {
  const patient = {
    id: facts.id,
    version: facts.version,
    lastUpdated: facts.last_updated,
    gender: facts.gender,
    deceased: facts.deceased,
    formerIds: facts.formerly,
    status: facts.status,
    registered: facts.status === 'REGISTERED',
    identifiers: facts.identifiers,
    emails: facts.emails,
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
  };
  return patient as Patient;
};

const present = <Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): Partial<Readonly<Record<Name, Value>>> =>
  (value === null || value === undefined ? {} : { [name]: value }) as Partial<Readonly<Record<Name, Value>>>;
