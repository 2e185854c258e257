import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, type NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { given, refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { openPermit, writerIn } from '../../kit/permit.ts';
import type { Once } from '../../kit/posted.ts';
import { nameOf } from '../../kit/principal-name.ts';
import { gatheredReads, isClosed, sightIn } from '../../records/index.ts';
import { addedBy } from '../added.ts';
import type { BlobStore } from '../blobs.ts';
import type { ClinicalStore } from '../clinical.store.ts';
import type { Patient } from '../clinical.types.ts';
import type { AddedItems } from '../measurements/measurement.types.ts';
import { bodyOf } from '../writing.ts';
import { checkResource, communicationOf, libraryCategory, projectGiven, type LibraryRow } from './library.rules.ts';
import type { LibraryStore } from './library.store.ts';
import type {
  GivenResourcePage,
  GiveResourceInput,
  LibraryArgs,
  LibraryPage,
  LibraryResource,
  PublishResourceInput,
} from './library.types.ts';
import { keeps, publisherOf } from './publisher.rules.ts';

export type LibraryService = {
  /** What is published says nothing about anybody: whoever is signed in may read it. */
  list(args: LibraryArgs): Promise<LibraryPage | Failure>;
  /** Also what is retired: somebody may have been given it. Null where there is none. */
  read(id: string): Promise<LibraryResource | null>;
  /** The bytes of a document in Base64; null where there are none. */
  content(id: string): Promise<string | null | Failure>;
  /** @returns forbidden with the team or the organisation; invalid with the field that is not as it should be */
  publish(context: Context, input: PublishResourceInput): Promise<LibraryResource | Failure>;
  /** @returns not_found where it is not in a library that the caller keeps */
  retire(context: Context, id: string): Promise<LibraryResource | Failure>;
  /** What a patient was given, as far as the caller may see it; null without a purview. */
  givenTo(context: Context, patient: Patient, page: Page): Promise<GivenResourcePage | null | Failure>;
  /**
   * A team gives a patient something to read. Given again it is the same item, at the top.
   *
   * @returns forbidden where the permit lets it add nothing as a team; conflict where it was retired
   */
  give(context: Context, input: GiveResourceInput): Promise<AddedItems | Failure>;
};

type Needs = {
  readonly store: LibraryStore;
  readonly records: ClinicalStore;
  readonly blobs: BlobStore;
  readonly once: Once;
  readonly newId: NewId;
};

export const libraryService = ({ store, records, blobs, once, newId }: Needs): LibraryService => {
  const reads = gatheredReads(records);
  const find = async (id: string): Promise<LibraryRow | undefined> => (isUuid(id) ? store.read(id) : undefined);

  return {
    list: async ({ organisationId, topic, language, ...page }) => {
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const { first, after = null } = paging;
      if (after !== null && !isUuid(after)) return invalid('Give the `next` of the page before.', 'after');
      const organisation = organisationId ? parseOrganisationId(organisationId) : null;
      if (isFailure(organisation)) return { items: [] };
      const unreadable = refuseControlCharacters({ topic, language });
      if (unreadable !== undefined) return unreadable;
      const wanted = { organisation, topic: topic ?? null, language: language ?? null };
      const found = await store.list({ ...wanted, after, limit: first + 1 });
      const last = found.length > first ? found[first - 1] : undefined;
      return { items: found.slice(0, first).map(shown), next: last?.id };
    },

    read: async (id) => {
      const row = await find(id);
      return row === undefined ? null : shown(row);
    },

    content: async (id) => {
      const sha256 = (await find(id))?.sha256 ?? null;
      const bytes = sha256 === null ? null : await blobs.read(sha256);
      return bytes === null || isFailure(bytes) ? bytes : bytes.toString('base64');
    },

    publish: async (context, { idempotencyKey: key, ...input }) => {
      const { principal, clock } = context;
      const publisher = publisherOf(principal, input);
      if (isFailure(publisher)) return publisher;
      const checked = checkResource(input);
      if (isFailure(checked)) return checked;
      const content = 'content' in checked ? checked.content : undefined;
      // Durable before the row that names it.
      const sha256 = content === undefined ? null : await blobs.put(content.bytes);
      if (isFailure(sha256)) return sha256;
      const said = {
        ...publisher,
        title: input.title.trim(),
        description: given(input.description) ?? null,
        topic: given(input.topic)?.trim() ?? null,
        language: input.language ?? null,
        url: 'url' in checked ? checked.url : null,
        content_type: content?.contentType ?? null,
        sha256,
        size: content?.bytes.length ?? null,
      };
      const published = await once({ context, key, content: said }, async (within) => {
        const id = newId();
        await store.publish({ ...said, id, published_at: clock.now(), retired_at: null }, nameOf(principal), within);
        return { id };
      });
      if (isFailure(published)) return published;
      const row = await store.read(published.id);
      if (row === undefined) throw new Error('What was published is not there.');
      return shown(row);
    },

    retire: async ({ principal, clock }, id) => {
      const row = await find(id);
      if (row === undefined || !keeps(principal, row)) return notFound('There is no such resource of yours.', 'id');
      const retired = await store.retire(id, { at: clock.now(), by: nameOf(principal) });
      return shown(retired ?? row);
    },

    givenTo: async (context, patient, page) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const query = new URLSearchParams({ category: `${libraryCategory.system}|${libraryCategory.code}` }).toString();
      const found = await reads.page(sight, { type: 'Communication', query, ...paging });
      if (isFailure(found)) return found;
      return { items: found.items.map((item) => projectGiven(item, isClosed(sight, item))), next: found.next };
    },

    give: async (context, { permit: sealed, resourceId, label: named }) => {
      const permit = openPermit(context, sealed);
      if (isFailure(permit)) return permit;
      const label = named ?? 'GENERAL_HEALTH';
      const writer = writerIn(permit, label);
      if (isFailure(writer)) return writer;
      // The team stands last: before it, if anybody, the professional, whom a patient may have asked in person.
      const giver = writer.sources.at(-1);
      if (writer.as !== 'TEAM' || giver === undefined)
        return forbidden('A team gives its patients something to read.', 'permit');
      const isInPerson = context.principal.kind === 'person' && context.principal.user === String(giver);
      const from = `${isInPerson ? 'Practitioner' : 'Organization'}/${giver}`;
      return store.together(async (transaction) => {
        const row = isUuid(resourceId) ? await store.hold(resourceId, transaction) : undefined;
        if (row === undefined) return notFound('There is no such resource.', 'resourceId');
        if (row.retired_at !== null) return conflict('This is given to nobody any more.', 'resourceId');
        const { patient } = permit;
        const body = bodyOf(communicationOf(row, { patient, from, now: context.clock.now() }));
        const key = { organisation: giver, external: `library\u0001${row.id}` };
        const write = { type: 'Communication', patient, key, label, ...addedBy(context, writer), ...body };
        const put = await records.put([{ ...write, id: records.idFor(patient, 'Communication', key) }], transaction);
        if (isFailure(put)) return put;
        await store.tell(patient, transaction);
        return { ids: put.map(({ id }) => id) };
      });
    },
  };
};

/** What has another form is nothing's id. */
const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

const shown = ({
  organisation,
  team,
  content_type,
  published_at,
  retired_at,
  ...row
}: LibraryRow): LibraryResource => ({
  id: row.id,
  organisationId: organisation,
  teamId: team,
  title: row.title,
  description: row.description,
  topic: row.topic,
  language: row.language,
  url: row.url,
  contentType: content_type,
  size: row.size,
  publishedAt: published_at,
  retiredAt: retired_at,
});
