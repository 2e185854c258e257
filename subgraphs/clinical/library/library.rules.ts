import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { canonical, given, instantOf, refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { checkContent, type CheckedContent } from '../document-content.rules.ts';
import type { Item, Reference } from '../fhir.types.ts';
import type { GivenResource, PublishResourceInput } from './library.types.ts';

/** Something to read, and in whose name. */
export type LibraryRow = {
  readonly id: string;
  readonly organisation: string;
  readonly team: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly topic: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly content_type: string | null;
  readonly sha256: string | null;
  readonly size: number | null;
  readonly published_at: Date;
  readonly retired_at: Date | null;
};

/** As much as fits into a request of JSON, in Base64. */
const largestLeaflet = 700 * 1024;

const longest = { title: 200, description: 2_000, topic: 100 } as const;

export type Checked = { readonly url: string } | { readonly content: CheckedContent };

/** What there is to read; invalid with the field where the resource cannot be published as it is. */
export const checkResource = (input: PublishResourceInput): Checked | Failure => {
  const { document, url, language, ...rest } = input;
  const unreadable = refuseControlCharacters({ url, language, ...rest });
  if (unreadable !== undefined) return unreadable;
  if (given(input.title) === undefined) return invalid('A resource has a title.', 'title');
  const fields = ['title', 'description', 'topic'] as const;
  const tooLong = fields.find((field) => (input[field]?.length ?? 0) > longest[field]);
  if (tooLong !== undefined) return invalid(`This has at most ${longest[tooLong]} characters.`, tooLong);
  if (language && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(language))
    return invalid('A language is a code of BCP 47, such as en-GB.', 'language');
  if (url && document) return invalid('It is at an address, or a document, and not both.', 'document');
  if (document) return leafletIn(document);
  return url && isWebAddress(url) ? { url } : invalid('Give an https address of at most 2 048 characters.', 'url');
};

const leafletIn = ({ contentType, content }: NonNullable<PublishResourceInput['document']>): Checked | Failure => {
  const checked = checkContent(contentType, content);
  if (isFailure(checked)) return invalid(checked.message, `document.${checked.field ?? 'content'}`);
  return checked.bytes.length > largestLeaflet
    ? invalid('A document of the library has at most 700 KB; publish the address of a larger one.', 'document.content')
    : { content: checked };
};

/** Patients follow it: no script, nothing unencrypted, and no name before an @ that looks like another's. */
const isWebAddress = (text: string): boolean => {
  if (text.length > 2_048 || !URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.');
};

/** By this what was given of the library is told from other Communications of the record. */
export const libraryCategory = { system: `${canonical}/codesystem/communication`, code: 'library' } as const;

/** What a patient was given to read, as it was then: an R4 Communication. */
export const communicationOf = (
  { id, title, description, topic, language, url, content_type: contentType, size }: LibraryRow,
  { patient, from, now }: { readonly patient: string; readonly from: string; readonly now: Date },
): object => ({
  resourceType: 'Communication',
  instantiatesUri: [`urn:uuid:${id}`],
  status: 'completed',
  category: [{ coding: [libraryCategory] }],
  subject: { reference: `Patient/${patient}` },
  topic: topic === null ? undefined : { text: topic },
  sent: now.toISOString(),
  recipient: [{ reference: `Patient/${patient}` }],
  sender: { reference: from },
  payload: [
    {
      contentAttachment: {
        contentType: contentType ?? undefined,
        language: language ?? undefined,
        url: url ?? `urn:uuid:${id}`,
        size: size ?? undefined,
        title,
      },
    },
    ...(description === null ? [] : [{ contentString: description }]),
  ],
});

type Communication = {
  readonly instantiatesUri?: readonly string[];
  readonly topic?: { readonly text?: string };
  readonly sent?: string;
  readonly sender?: Reference;
  readonly payload?: readonly {
    readonly contentString?: string;
    readonly contentAttachment?: {
      readonly contentType?: string;
      readonly language?: string;
      readonly url?: string;
      readonly title?: string;
    };
  }[];
};

export const projectGiven = (item: Item, closed: boolean): GivenResource => {
  const { instantiatesUri, topic, sent, sender, payload = [] } = JSON.parse(item.text) as Communication;
  const attachment = payload.find(({ contentAttachment }) => contentAttachment !== undefined)?.contentAttachment;
  const said = {
    resourceId: instantiatesUri?.find((uri) => uri.startsWith(ours))?.slice(ours.length),
    title: attachment?.title,
    description: payload.find(({ contentString }) => contentString !== undefined)?.contentString,
    topic: topic?.text,
    language: attachment?.language,
    url: attachment?.url?.startsWith(ours) === true ? undefined : attachment?.url,
    contentType: attachment?.contentType,
  };
  return {
    id: item.id,
    givenAt: instantOf(sent),
    teamId: /^Organization\/(.+)$/.exec(sender?.reference ?? '')?.[1],
    label: item.label === 'UNSET' ? undefined : item.label,
    ...(closed ? {} : said),
  };
};

const ours = 'urn:uuid:';
