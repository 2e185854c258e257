import { fhirAnswer, type Answer } from '../core/answer.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { inputOf } from './operation-input.ts';
import type { Feed, Written } from './parts.ts';
import { readResource } from './read.ts';
import { patch } from './write.ts';

type Of = { readonly type: string; readonly id: string };

/** `$meta` of a resource. FHIR R4 Resource-meta */
export const meta = async (feed: Feed, of: Of, request: Written): Promise<Answer | Problem> => {
  const current = await metaOf(feed, of, request);
  return isProblem(current) ? current : shown(current);
};

/** `$meta-add`: tags, labels and profiles that are not there yet are added, in a version of their own. */
export const addMeta = (feed: Feed, of: Of, request: Written): Promise<Answer | Problem> =>
  changed(feed, of, { request, change: (there, given) => [...there, ...given.filter((one) => !holds(there, one))] });

/** `$meta-delete`: what is not there needs no deletion. */
export const removeMeta = (feed: Feed, of: Of, request: Written): Promise<Answer | Problem> =>
  changed(feed, of, { request, change: (there, given) => there.filter((one) => !holds(given, one)) });

type Meta = Readonly<Record<string, unknown>>;
type Change = (there: readonly unknown[], given: readonly unknown[]) => readonly unknown[];

const lists = ['profile', 'security', 'tag'] as const;

/** Another may write in between: then it is done once more, of what is there now. */
const changed = async (
  feed: Feed,
  of: Of,
  { request, change, attempts = 5 }: { readonly request: Written; readonly change: Change; readonly attempts?: number },
): Promise<Answer | Problem> => {
  const input = inputOf(request.parameters, request.body);
  if (isProblem(input)) return input;
  if (!isMeta(input.meta)) return new Problem('required', 'Send Parameters with a parameter meta, a Meta.', 'meta');
  const current = await metaOf(feed, of, request);
  if (isProblem(current)) return current;
  const operations = [];
  for (const name of lists) {
    const wanted = change(listIn(current, name), listIn(input.meta, name));
    if (wanted.length === listIn(current, name).length) continue;
    operations.push(
      wanted.length === 0
        ? { op: 'remove', path: `/meta/${name}` }
        : { op: 'add', path: `/meta/${name}`, value: wanted },
    );
  }
  if (operations.length === 0) return shown(current);
  const written = await patch(feed, of, {
    ...request,
    body: JSON.stringify(operations),
    headers: { ...request.headers, ifMatch: `W/"${String(current['versionId'])}"`, returning: 'representation' },
  });
  if (!isProblem(written)) return shown(metaIn(written));
  return written.kind === 'precondition' && attempts > 1
    ? changed(feed, of, { request, change, attempts: attempts - 1 })
    : written;
};

const metaOf = async (feed: Feed, of: Of, request: Written): Promise<Meta | Problem> => {
  const answer = await readResource(feed, of, {
    ...request,
    parameters: [],
    conditions: { ifNoneMatch: undefined, ifModifiedSince: undefined },
  });
  if (isProblem(answer)) return answer;
  return answer.status === 200 ? metaIn(answer) : new Problem('gone', `${of.type}/${of.id} has been deleted.`);
};

const metaIn = ({ body }: Answer): Meta => {
  // A resource is read as text, never as a stream.
  const read = JSON.parse(typeof body === 'string' ? body : '{}') as { readonly meta?: unknown };
  return isMeta(read.meta) ? read.meta : {};
};

const shown = (value: Meta): Answer =>
  fhirAnswer(JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'return', valueMeta: value }] }));

const listIn = (of: Meta, name: (typeof lists)[number]): readonly unknown[] => {
  const list = of[name];
  return Array.isArray(list) ? list : [];
};

/** A profile is its URL; a Coding is its system and code. */
const holds = (list: readonly unknown[], wanted: unknown): boolean => list.some((one) => keyOf(one) === keyOf(wanted));

const keyOf = (one: unknown): string =>
  isMeta(one) ? JSON.stringify([one['system'] ?? null, one['code'] ?? null]) : JSON.stringify(one);

const isMeta = (value: unknown): value is Meta => typeof value === 'object' && value !== null && !Array.isArray(value);
