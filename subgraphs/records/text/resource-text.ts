import { membersOf, startOfObject, type Member } from '../../../kernel/json-members.ts';

export type Meta = {
  /** A number. */
  readonly versionId: string;
  /** RFC 3339 */
  readonly lastUpdated: string;
  /** Takes the place of `meta.security`; absent leaves what is there. */
  readonly security?: readonly { readonly system: string; readonly code: string; readonly display?: string }[];
};

/** The same text with the resource's own `id`; everything else stays byte for byte. */
export const withId = (text: string, id: string): string => {
  const member = `"id":${JSON.stringify(id)}`;
  const known = text.includes('"id"') ? topLevel(text, 'id') : undefined;
  if (known !== undefined) return splice(text, [known.key, known.end], member);
  // As our own writers begin a resource: then nothing has to be looked for.
  const head = usualType.exec(text)?.[0].length;
  if (head !== undefined) return `${text.slice(0, head)},${member}${text.slice(head)}`;
  const type = topLevel(text, 'resourceType');
  return type === undefined
    ? insertFirst(text, startOfObject(text), member)
    : splice(text, [type.end, type.end], `,${member}`);
};

/**
 * The same text with what only the reader knows in `meta`: version, time, labels. The store keeps none of these, so that
 * the text stays as it came; nothing is parsed, other members of `meta` stay byte for byte. FHIR R4 §2.26.3.2
 */
export const withMeta = (text: string, meta: Meta): string => {
  const own = ownMembers(meta);
  // Nearly no text has the word at all: then there is nothing to look for.
  const found = text.includes('"meta"') ? topLevel(text, 'meta') : undefined;
  if (found === undefined) {
    const head = usualHead.exec(text)?.[0].length;
    if (head !== undefined) return `${text.slice(0, head)},"meta":{${own}}${text.slice(head)}`;
    const before = topLevel(text, 'id') ?? topLevel(text, 'resourceType');
    const member = `"meta":{${own}}`;
    return before === undefined
      ? insertFirst(text, startOfObject(text), member)
      : splice(text, [before.end, before.end], `,${member}`);
  }
  if (text.charAt(found.value) !== '{') return splice(text, [found.value, found.end], `{${own}}`);
  const kept = [...membersOf(text, found.value)]
    .filter(
      ({ name }) =>
        name !== 'versionId' && name !== 'lastUpdated' && !(name === 'security' && meta.security !== undefined),
    )
    .map(({ key, end }) => text.slice(key, end));
  return splice(text, [found.value, found.end], `{${[own, ...kept].join(',')}}`);
};

const usualType = /^\{"resourceType":"[A-Za-z]+"/;

/** As the store keeps what our own writers began. */
const usualHead = /^\{"resourceType":"[A-Za-z]+","id":"[A-Za-z0-9\-.]+"/;

const ownMembers = ({ versionId, lastUpdated, security }: Meta): string => {
  const members = `"versionId":"${versionId}","lastUpdated":"${lastUpdated}"`;
  return security === undefined ? members : `${members},"security":${writtenOnce(security)}`;
};

const writtenSecurity = new WeakMap<object, string>();

/** There are few labels, each the same object for all items that have it. */
const writtenOnce = (security: NonNullable<Meta['security']>): string => {
  let written = writtenSecurity.get(security);
  if (written === undefined) writtenSecurity.set(security, (written = JSON.stringify(security)));
  return written;
};

const topLevel = (text: string, name: string): Member | undefined => {
  for (const member of membersOf(text, startOfObject(text))) if (member.name === name) return member;
  return undefined;
};

const splice = (text: string, [from, to]: readonly [number, number], replacement: string): string =>
  text.slice(0, from) + replacement + text.slice(to);

const insertFirst = (text: string, open: number, member: string): string => {
  const isEmpty = membersOf(text, open).next().done === true;
  return splice(text, [open + 1, open + 1], isEmpty ? member : `${member},`);
};
