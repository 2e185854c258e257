import { isExactMembers, writeExact, type Exact, type ExactMembers } from '../../fhir/json/exact.ts';
import { readExact } from '../../fhir/json/read.ts';
import { noCodes, type Codes } from '../kit/code-set.rules.ts';
import type { CodeBook } from './code-book.ts';

type Item = { readonly type: string; readonly text: string; readonly sources: readonly string[] };
type PageOf<Shown> = { readonly items: readonly Shown[]; readonly included?: readonly Shown[] };

/**
 * FHIR items of a page with their specialties' displays, where the sender gave none, as the organisation has them today;
 * all else is what is stored. Domain reference §2.2, §7.6; ADR 21
 */
export const pageWithSpecialties = async <Shown extends Item, Page extends PageOf<Shown>>(
  book: CodeBook,
  page: Page & PageOf<Shown>,
): Promise<Page> => {
  const { items, included = [] } = page;
  const all = await withSpecialties(book, [...items, ...included]);
  return { ...page, items: all.slice(0, items.length), included: all.slice(items.length) };
};

/** The same of items alone. */
export const withSpecialties = async <Shown extends Item>(
  book: CodeBook,
  items: readonly Shown[],
): Promise<readonly Shown[]> => {
  const concerned = items.filter(({ type }) => places.has(type));
  if (concerned.length === 0) return items;
  const known = await book.among(concerned.flatMap(({ sources }) => sources));
  return items.map((item) => {
    const place = places.get(item.type);
    const codes = known(item.sources);
    return place === undefined || codes === noCodes ? item : { ...item, text: filledIn(item.text, place, codes) };
  });
};

/** Where PV1-10 is in a resource. */
const places: ReadonlyMap<string, readonly string[]> = new Map([
  ['Appointment', ['specialty']],
  ['DocumentReference', ['context', 'practiceSetting']],
  ['Encounter', ['serviceType']],
]);

const filledIn = (text: string, place: readonly string[], codes: Codes): string => {
  const read = readExact(text);
  if (!('value' in read)) return text;
  const [coding] = listOf(place.reduce(memberOf, read.value)).flatMap((concept) => listOf(memberOf(concept, 'coding')));
  if (!isExactMembers(coding) || coding['display'] !== undefined) return text;
  const display = codes.meaning('SPECIALTY', {
    system: textIn(coding, 'system'),
    code: textIn(coding, 'code'),
  })?.display;
  if (display === undefined) return text;
  coding['display'] = display;
  return writeExact(read.value);
};

const memberOf = (value: Exact | undefined, name: string): Exact | undefined =>
  isExactMembers(value) ? value[name] : undefined;

const listOf = (value: Exact | undefined): readonly Exact[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const textIn = (coding: ExactMembers, name: string): string | undefined => {
  const value = coding[name];
  return typeof value === 'string' ? value : undefined;
};
