import { conflict, forbidden, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { nameOf } from '../../kit/principal-name.ts';
import { readDefinition } from './definition.ts';
import { isOf, organisationOf, teamsOf } from './keeper.rules.ts';
import { requestOf } from './request-view.ts';
import { isUuid, type QuestionnaireRow, type QuestionnaireStore } from './questionnaire.store.ts';
import type {
  CreateQuestionnaireInput,
  Questionnaire,
  QuestionnairePage,
  QuestionnaireRequestPage,
  QuestionnaireRequestsArgs,
} from './questionnaire.types.ts';

export type QuestionnaireService = {
  /** A published one to everybody, a draft to its team; null where there is none. */
  read(context: Context, id: string): Promise<Questionnaire | null>;
  /** Those of the caller's teams. */
  list(context: Context, page: Page): Promise<QuestionnairePage | Failure>;
  /** Whom it was sent to; null where the caller is neither of its team nor its organisation. */
  sent(
    context: Context,
    questionnaire: Questionnaire,
    args: QuestionnaireRequestsArgs,
  ): Promise<QuestionnaireRequestPage | null | Failure>;
  create(context: Context, input: CreateQuestionnaireInput): Promise<Questionnaire | Failure>;
  publish(context: Context, id: string): Promise<Questionnaire | Failure>;
  retire(context: Context, id: string): Promise<Questionnaire | Failure>;
};

type Needs = { readonly store: QuestionnaireStore; readonly newId: NewId };

export const questionnaireService = ({ store, newId }: Needs): QuestionnaireService => {
  const turn = async (
    { principal, clock }: Context,
    id: string,
    [from, to]: readonly [QuestionnaireRow['state'], QuestionnaireRow['state']],
  ): Promise<Questionnaire | Failure> => {
    const row = await store.read(id);
    if (row === undefined || organisationOf(principal, row.team) !== row.organisation) return unknown;
    const at = clock.now();
    return (await store.turn(id, { from, to, at }))
      ? shown({ ...row, state: to, changed_at: at })
      : conflict(`Only what is ${from} can be ${to}.`, 'id');
  };

  return {
    read: async ({ principal }, id) => {
      const row = await store.read(id);
      return row === undefined || (row.state === 'DRAFT' && !isOf(principal, row)) ? null : shown(row);
    },

    list: async ({ principal }, page) => {
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const { first, after } = paging;
      const rows = await store.list(teamsOf(principal), {
        first,
        after: after !== undefined && isUuid(after) ? after : null,
      });
      const last = rows.length > first ? rows[first - 1] : undefined;
      return { items: rows.slice(0, first).map(shown), ...(last === undefined ? {} : { next: last.id }) };
    },

    sent: async ({ principal }, { id, teamId, organisationId }, { state = null, ...page }) => {
      if (!isOf(principal, { team: teamId, organisation: organisationId })) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const { first, after = null } = paging;
      const rows = await store.sent(id, { first, after, state });
      const last = rows.length > first ? rows[first - 1] : undefined;
      return { items: rows.slice(0, first).map(requestOf), ...(last === undefined ? {} : { next: last.item }) };
    },

    create: async ({ principal, clock }, input) => {
      const organisation = organisationOf(principal, input.team);
      if (organisation === undefined)
        return forbidden('A questionnaire is made by those who coordinate its team, or act for it.', 'team');
      const unreadable = refuseControlCharacters(input);
      if (unreadable !== undefined) return unreadable;
      const definition = readDefinition(input.definition);
      if (isFailure(definition)) return definition;
      const row = {
        id: newId(),
        organisation,
        team: input.team,
        title: definition.title,
        label: input.label ?? 'GENERAL_HEALTH',
        definition: input.definition,
        created_at: clock.now(),
      };
      await store.create({ ...row, created_by: nameOf(principal) });
      return shown({ ...row, state: 'DRAFT', changed_at: row.created_at });
    },

    publish: (context, id) => turn(context, id, ['DRAFT', 'PUBLISHED']),
    retire: (context, id) => turn(context, id, ['PUBLISHED', 'RETIRED']),
  };
};

const unknown = notFound('There is no questionnaire of yours with this id.', 'id');

const shown = ({
  id,
  title,
  organisation,
  team,
  label,
  state,
  definition,
  changed_at,
}: Omit<QuestionnaireRow, 'created_at'>): Questionnaire => ({
  id,
  title,
  organisationId: organisation,
  teamId: team,
  label,
  state,
  definition,
  changedAt: changed_at,
});
