import { canonical } from './systems.ts';

/** A questionnaire of a team as the graph has it: `definition` is an R4 Questionnaire. */
type Found = {
  readonly id: string;
  readonly state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  readonly changedAt: string;
  readonly definition: string;
};

/** By which QuestionnaireResponses refer to it. */
const prefix = `${canonical}/Questionnaire/`;

/** The id of ours that a canonical URL names; undefined for anybody else's. */
export const questionnaireIn = (url: string): string | undefined =>
  url.startsWith(prefix) ? url.slice(prefix.length).split('|', 1)[0] : undefined;

/** The R4 resource. The URL that its author gave it stays as an identifier: the one here is ours, which answers name. */
export const questionnaireText = ({ id, state, changedAt, definition }: Found): string => {
  const { resourceType, url, identifier, ...said } = JSON.parse(definition) as Record<string, unknown>;
  const others = Array.isArray(identifier) ? (identifier as readonly unknown[]) : [];
  const identifiers = typeof url === 'string' ? [...others, { system: 'urn:ietf:rfc:3986', value: url }] : others;
  return JSON.stringify({
    resourceType,
    ...said,
    id,
    meta: { lastUpdated: changedAt },
    ...(identifiers.length === 0 ? {} : { identifier: identifiers }),
    url: prefix + id,
    status: { DRAFT: 'draft', PUBLISHED: 'active', RETIRED: 'retired' }[state],
  });
};
