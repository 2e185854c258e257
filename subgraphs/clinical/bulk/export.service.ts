import type { Clock } from '../../../kernel/clock.ts';
import { Failure, invalid, isFailure, notFound } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { typesInCompartment, typesOf } from '../../records/index.ts';
import type { Feed, Feeds } from '../customer/feed.store.ts';
import { isId } from '../customer/operation.rules.ts';
import { owns } from '../customer/owner.rules.ts';
import { lineOf, membersOfGroup } from './export-line.ts';
import type { Export, ExportFile, ExportFilter, Exports } from './export.store.ts';
import type { CustomerExport, CustomerExportInput, CustomerExportPage } from './export.types.ts';

export type CustomerExporting = {
  readonly begin: (context: Context, input: CustomerExportInput) => Promise<CustomerExport | Failure>;
  /** How far it is; works out its files once all that belongs to it has been written. */
  readonly look: (context: Context, wanted: Named) => Promise<CustomerExport | Failure>;
  readonly end: (context: Context, wanted: Named) => Promise<CustomerExport | Failure>;
  readonly page: (feed: Feed, wanted: WantedPage) => Promise<CustomerExportPage | Failure>;
};

type Named = { readonly feed: string; readonly id: string };
type WantedPage = { readonly id: string; readonly file: number; readonly after: string | undefined };

type Needs = { readonly feeds: Feeds; readonly exports: Exports; readonly newId: NewId; readonly clock: Clock };

const kept = 24 * 60 * 60 * 1000;
/** Rows that one statement looks at. */
const rowsEach = 500;

/**
 * Gives a customer its own store whole, as it was at one moment. Nothing is written out: versions stay, so that each file is
 * read from them when it is fetched, as often as it is. ADR 25
 */
export const customerExporting = ({ feeds, exports, newId, clock }: Needs): CustomerExporting => {
  const found = async (
    { principal }: Context,
    { feed: name, id }: Named,
  ): Promise<{ readonly feed: Feed; readonly one: Export } | Failure> => {
    const feed = await feeds.find(name);
    if (feed === undefined || !owns(principal, feed)) return notFound('There is no such feed.', 'feed');
    const one = isUuid(id) ? await exports.find(name, id, clock.now()) : undefined;
    return one === undefined ? noExport() : { feed, one };
  };
  const filesOf = async (feed: Feed, one: Export): Promise<readonly ExportFile[]> =>
    one.files ?? (await exports.keepFiles(one, await filesFor(feed, one)));

  return {
    begin: async ({ principal }, input) => {
      const feed = await feeds.find(input.feed);
      if (feed === undefined || !owns(principal, feed)) return notFound('There is no such feed.', 'feed');
      const types = typesFor(feed, input);
      if (isFailure(types)) return types;
      const patients = await patientsFor(feed, input);
      if (isFailure(patients)) return patients;
      const fault = faultOfFilters(feed, types, input.filters ?? []);
      if (fault !== undefined) return fault;
      const one = await exports.begin(
        {
          id: newId(),
          feed: feed.name,
          request: input.request,
          since: input.since ?? null,
          ofPatients: input.ofPatients,
          patients,
          types,
          filters: input.filters ?? null,
          expiresAt: new Date(clock.now().getTime() + kept),
        },
        clock.now(),
      );
      return { ...one, waitingFor: 1, files: [] };
    },
    look: async (context, wanted) => {
      const named = await found(context, wanted);
      if (isFailure(named)) return named;
      const { feed, one } = named;
      const waitingFor = one.files === null ? await exports.waitingFor(one) : 0;
      return { ...one, waitingFor, files: waitingFor > 0 ? [] : await filesOf(feed, one) };
    },
    end: async (context, wanted) => {
      const named = await found(context, wanted);
      if (isFailure(named)) return named;
      await exports.end(named.one);
      return { ...named.one, waitingFor: 0, files: [] };
    },
    page: async (feed, { id, file: number, after }) => {
      const one = isUuid(id) ? await exports.find(feed.name, id, clock.now()) : undefined;
      const file = one?.files?.[number];
      if (one === undefined || file === undefined) return noExport();
      const { type, deleted, from, to } = file;
      const page = await feed.store.snapshot({
        type,
        before: one.at,
        ...(one.since === null ? {} : { since: one.since }),
        deleted,
        ...filtersOf(one, type),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(after === undefined ? {} : { after }),
        first: rowsEach,
      });
      if (isFailure(page)) return page;
      const { items, next } = page;
      const line = lineOf(feed, one, file);
      return { ndjson: items.map(line).join(''), ...(next === undefined ? {} : { next }) };
    },
  };
};

const noExport = (): Failure => notFound('There is no such export, or no longer.', 'id');

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

const typesFor = ({ version }: Feed, { types, ofPatients }: CustomerExportInput): readonly string[] | Failure => {
  const known = typesOf(version);
  const unknown = types?.find((type) => !known.includes(type));
  if (unknown !== undefined) return invalid(`${unknown} is not a resource type of FHIR ${version}.`, 'types');
  const wanted = types ?? known;
  if (!ofPatients) return [...new Set(wanted)];
  const inCompartment = new Set(typesInCompartment(version, 'Patient'));
  return [...new Set(wanted)].filter((type) => inCompartment.has(type));
};

const patientsFor = async (
  { store, base }: Feed,
  { patients, group }: CustomerExportInput,
): Promise<readonly string[] | null | Failure> => {
  const odd = patients?.find((id) => !isId(id));
  if (odd !== undefined) return invalid(`${odd} is no id.`, 'patients');
  if (group === undefined || group === null) return patients ?? null;
  const item = isId(group) ? await store.readAsOwner({ type: 'Group', id: group }) : undefined;
  if (item === undefined || item.deleted) return notFound(`There is no Group/${group}.`, 'group');
  const members = membersOfGroup(item.text, base);
  const stranger = patients?.find((id) => !members.includes(id));
  // "If a patient is not a member of the group": an error. Bulk Data Access 2.0 §2.4.4
  if (stranger !== undefined) return invalid(`Patient/${stranger} is no member of Group/${group}.`, 'patients');
  return patients ?? members;
};

const faultOfFilters = (
  { store }: Feed,
  types: readonly string[],
  filters: readonly ExportFilter[],
): Failure | undefined => {
  for (const { type, query } of filters) {
    if (!types.includes(type)) return invalid(`${type} is not among the types that are exported.`, 'filters');
    const fault = store.faultOfFilters(type, [query]);
    if (fault !== undefined) return new Failure(fault.kind, `${type}?${query}: ${fault.message}`, 'filters');
  }
  return undefined;
};

const filtersOf = ({ filters }: Export, wanted: string): { readonly filters?: readonly string[] } => {
  const queries = (filters ?? []).filter(({ type }) => type === wanted).map(({ query }) => query);
  return queries.length === 0 ? {} : { filters: queries };
};

const filesFor = async ({ store }: Feed, { types, since, at }: Export): Promise<readonly ExportFile[]> =>
  since === null
    ? (await store.partsOfSnapshot(types, at)).map((part) => ({ ...part, deleted: false }))
    : await store.changedTypes(types, { since, before: at });
