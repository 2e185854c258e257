import { forbidden, invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { parseLetterId, parseOrganisationId, parseUserId } from '../../../kernel/id.ts';
import { administratorOf } from '../../kit/administrator.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf } from '../../kit/paging.ts';
import { senderOf, type Sender } from '../sender.rules.ts';
import type { HybridMailActPage, HybridMailActsArgs } from './option-acts.types.ts';
import type { OptionsStore } from './options.store.ts';
import type { HybridMail, HybridMailInput, LetterFigures } from './options.types.ts';

export type OptionsService = {
  /** For the organisation's administrators; null for everybody else. */
  of(context: Context, organisation: string): Promise<HybridMail | null>;
  set(context: Context, input: HybridMailInput): Promise<HybridMail | Failure>;
  /** What was changed, by whom, the latest first; for the organisation's administrators. */
  acts(context: Context, asked: HybridMailActsArgs): Promise<HybridMailActPage | Failure>;
  /** What became of letters: for administrators those of their organisation, for a client those of whom it acts for. */
  figures(context: Context, asked: Asked): Promise<LetterFigures | Failure>;
};

type Asked = { readonly organisationId?: string | null; readonly from: Date; readonly to: Date };

const longestWindow = 2_160;
const mostRules = 500;
const days = 86_400_000;

export const optionsService = ({ store }: { readonly store: OptionsStore }): OptionsService => ({
  of: async ({ principal }, organisation) => {
    const by = administratorOf(principal, organisation);
    return isFailure(by) ? null : store.of(by.organisation);
  },

  set: async (context, input) => {
    const by = administratorOf(context.principal, input.organisationId);
    if (isFailure(by)) return by;
    const fault = faultOf(input);
    if (fault !== undefined) return fault;
    const { hours, carersCount, ownLetters, printer = null, types } = input;
    const rules = types.map(({ documentType, hours: own = null, excluded }) => ({
      documentType,
      hours: own,
      excluded,
    }));
    const wanted = { organisationId: by.organisation, hours, carersCount, ownLetters, printer, types: rules };
    await store.set(context, wanted, by.user);
    return store.of(by.organisation);
  },

  acts: async ({ principal }, { organisationId, since, until, personId, ...page }) => {
    const by = administratorOf(principal, organisationId);
    if (isFailure(by)) return by;
    const paging = pagingOf(page);
    if (isFailure(paging)) return paging;
    const { first, after = null } = paging;
    // Any UUID has the form of an act's id.
    if (after !== null && isFailure(parseLetterId(after)))
      return invalid('Give the `next` of the page before.', 'after');
    if (personId != null && isFailure(parseUserId(personId))) return invalid('A person’s id is a UUID.', 'personId');
    const only = { since: since ?? null, until: until ?? null, person: personId ?? null };
    const found = await store.acts(by.organisation, only, { after, limit: first + 1 });
    const items = found.slice(0, first);
    const last = found.length > first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  },

  figures: async (context, { organisationId, from, to }) => {
    const sender = askerOf(context, organisationId ?? null);
    if (sender === undefined) return forbidden('Only who sends letters may ask what became of them.', 'organisationId');
    if (to <= from || to.getTime() - from.getTime() > 366 * days)
      return invalid('The time ends after it begins, and a year later at most.', 'to');
    return { from, to, ...(await store.figures(sender, from, to)) };
  },
});

const askerOf = ({ principal }: Context, asked: string | null): Sender | undefined => {
  const sender = senderOf(principal);
  const organisation = asked === null ? undefined : parseOrganisationId(asked);
  if (sender !== undefined)
    return organisation === undefined || organisation === sender.organisation ? sender : undefined;
  if (organisation === undefined || isFailure(organisation)) return undefined;
  const by = administratorOf(principal, organisation);
  return isFailure(by) ? undefined : { organisation: by.organisation, teams: null, partner: null };
};

const faultOf = ({ hours, printer, types }: HybridMailInput): Failure | undefined => {
  const isWindow = (value: number): boolean => value >= 0 && value <= longestWindow;
  if (!isWindow(hours)) return invalid(`A window has 0 to ${longestWindow} hours.`, 'hours');
  if (printer != null && !/^[\w.-]{1,100}$/.test(printer))
    return invalid('A partner has a name of its own.', 'printer');
  if (types.length > mostRules) return invalid(`There are at most ${mostRules} types with a rule.`, 'types');
  const seen = new Set<string>();
  for (const [nth, { documentType, hours: own }] of types.entries()) {
    if (documentType.trim() === '' || documentType.length > 200 || /[\0\p{Surrogate}]/u.test(documentType))
      return invalid('A type is 1 to 200 characters of Unicode, without U+0000.', `types[${nth}].documentType`);
    if (seen.has(documentType)) return invalid('There is one rule for each type.', `types[${nth}].documentType`);
    seen.add(documentType);
    if (own != null && !isWindow(own))
      return invalid(`A window has 0 to ${longestWindow} hours.`, `types[${nth}].hours`);
  }
  return undefined;
};
