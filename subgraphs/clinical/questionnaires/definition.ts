import { validate } from '../../../fhir/validate/validate.ts';
import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';

/** A questionnaire as its answers are checked against it. FHIR R4 Questionnaire */
export type Definition = { readonly title: string; readonly items: readonly Question[] };

/** A question, a group of questions, or a text that is only shown. */
export type Question = {
  readonly linkId: string;
  readonly text?: string;
  readonly type: QuestionType;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly maxLength?: number;
  /** What may be answered: codes and texts as they are compared with an answer, and the element each becomes. */
  readonly options?: readonly Option[];
  /** It is asked only where these hold. */
  readonly enableWhen: readonly Condition[];
  readonly enabledByAny: boolean;
  readonly items: readonly Question[];
};

export type QuestionType = (typeof types)[number];
export type Option = { readonly value: string; readonly element: Readonly<Record<string, unknown>> };
export type Condition = {
  readonly question: string;
  readonly operator: 'exists' | '=' | '!=';
  /** As an answer would be written. */
  readonly answer: string;
};

const types = [
  'group',
  'display',
  'boolean',
  'decimal',
  'integer',
  'date',
  'dateTime',
  'time',
  'string',
  'text',
  'url',
  'choice',
  'open-choice',
] as const;

/** So long a definition is nothing that a person would fill in. */
const longest = 200_000;

/**
 * Reads an R4 Questionnaire that is to be sent to patients.
 *
 * @returns invalid or unsupported, with the element at fault as the field: `definition.item[0].linkId`
 */
export const readDefinition = (text: string): Definition | Failure => {
  const resource = text.length > longest ? undefined : parsed(text);
  if (resource?.['resourceType'] !== 'Questionnaire')
    return invalid('Give the JSON of an R4 Questionnaire, of 200 000 characters at most.', 'definition');
  const issue = validate('R4', resource).find(({ severity }) => severity === 'error');
  if (issue !== undefined) return invalid(issue.diagnostics, issue.expression.replace(/^Questionnaire/, 'definition'));
  const { title, item } = resource as unknown as { title?: string; item?: readonly Element[] };
  if (title === undefined) return invalid('A questionnaire has a title, which patients see.', 'definition.title');
  const items = questionsOf(item ?? [], 'definition');
  if (isFailure(items)) return items;
  return refuseLinks(items) ?? { title, items };
};

/** All questions and groups, each before what is in it. */
export const allOf = (items: readonly Question[]): readonly Question[] =>
  items.flatMap((item) => [item, ...allOf(item.items)]);

/** R4 que-2: link ids are unique; and whoever is asked only under a condition is asked after what it is about. */
const refuseLinks = (items: readonly Question[]): Failure | undefined => {
  const met = new Set<string>();
  for (const { linkId, enableWhen } of allOf(items)) {
    if (met.has(linkId)) return invalid(`Two items have the linkId ${linkId}.`, 'definition.item');
    const unknown = enableWhen.find(({ question }) => !met.has(question));
    if (unknown !== undefined)
      return invalid(`Item ${linkId} depends on ${unknown.question}, which is not asked before it.`, 'definition.item');
    met.add(linkId);
  }
  return met.size === 0 ? invalid('A questionnaire asks something.', 'definition.item') : undefined;
};

/** Elements of Questionnaire.item, of a resource that is valid. */
type Element = {
  readonly linkId: string;
  readonly text?: string;
  readonly type: string;
  readonly required?: boolean;
  readonly repeats?: boolean;
  readonly maxLength?: number;
  readonly answerValueSet?: string;
  readonly answerOption?: readonly Readonly<Record<string, unknown>>[];
  readonly enableWhen?: readonly (Readonly<Record<string, unknown>> & { question: string; operator: string })[];
  readonly enableBehavior?: string;
  readonly item?: readonly Element[];
};

const parsed = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

const questionsOf = (elements: readonly Element[], path: string): readonly Question[] | Failure => {
  const questions: Question[] = [];
  for (const [index, element] of elements.entries()) {
    const question = questionOf(element, `${path}.item[${String(index)}]`);
    if (isFailure(question)) return question;
    questions.push(question);
  }
  return questions;
};

const questionOf = (element: Element, path: string): Question | Failure => {
  const type = types.find((one) => one === element.type);
  if (type === undefined) return notAsked(`Questions of type ${element.type} are`, `${path}.type`);
  if (type === 'group' && element.repeats === true) return notAsked('Groups that repeat are', `${path}.repeats`);
  if (type !== 'group' && element.item !== undefined)
    return notAsked('Questions within a question are', `${path}.item`);
  if (element.answerValueSet !== undefined) return notAsked('Value sets are', `${path}.answerValueSet`);
  const options = element.answerOption?.map(optionOf);
  if ((type === 'choice' || type === 'open-choice') && options === undefined)
    return invalid('A choice names its options.', `${path}.answerOption`);
  if (options?.some((option) => option === undefined) === true)
    return notAsked('Options that are references are', `${path}.answerOption`);
  const conditions = element.enableWhen?.map(conditionOf) ?? [];
  if (conditions.includes(undefined))
    return notAsked('Conditions by anything but =, != and exists are', `${path}.enableWhen`);
  const items = questionsOf(element.item ?? [], path);
  if (isFailure(items)) return items;
  return {
    linkId: element.linkId,
    type,
    required: element.required ?? false,
    repeats: element.repeats ?? false,
    enableWhen: conditions.filter((condition) => condition !== undefined),
    enabledByAny: element.enableBehavior === 'any',
    items,
    ...(element.text === undefined ? {} : { text: element.text }),
    ...(element.maxLength === undefined ? {} : { maxLength: element.maxLength }),
    ...(options === undefined ? {} : { options: options.filter((option) => option !== undefined) }),
  };
};

/** An option, and how an answer names it: by its code, or as it is written. */
const optionOf = (option: Readonly<Record<string, unknown>>): Option | undefined => {
  const [name, value] = Object.entries(option).find(([key]) => key.startsWith('value')) ?? [];
  if (name === 'valueCoding') {
    const { code, display } = value as { readonly code?: string; readonly display?: string };
    return { value: code ?? display ?? '', element: { valueCoding: value } };
  }
  return name === undefined || name === 'valueReference'
    ? undefined
    : { value: String(value), element: { [name]: value } };
};

const conditionOf = (condition: NonNullable<Element['enableWhen']>[number]): Condition | undefined => {
  const { question, operator } = condition;
  if (operator !== 'exists' && operator !== '=' && operator !== '!=') return undefined;
  const [name, value] = Object.entries(condition).find(([key]) => key.startsWith('answer')) ?? [];
  if (name === undefined || name === 'answerReference' || name === 'answerQuantity') return undefined;
  const code = name === 'answerCoding' ? (value as { readonly code?: string }).code : undefined;
  return { question, operator, answer: code ?? String(value) };
};

const notAsked = (what: string, field: string): Failure => unsupported(`${what} not supported here.`, field);
