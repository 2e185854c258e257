import { isDate, isDateTime, isTime } from '../../../fhir/validate/dates.ts';
import { invalid, type Failure } from '../../../kernel/failure.ts';
import { Decimal, isDecimal } from '../decimal.rules.ts';
import { allOf, type Condition, type Definition, type Question } from './definition.ts';

/** What somebody answered: for each question its values, as text. */
export type Answer = { readonly linkId: string; readonly values: readonly string[] };

/** QuestionnaireResponse.item. FHIR R4 */
export type ResponseItem = {
  readonly linkId: string;
  readonly text?: string;
  readonly answer?: readonly Readonly<Record<string, unknown>>[];
  readonly item?: readonly ResponseItem[];
};

/**
 * The answers in the order of the questions, each as the element that its question's type wants.
 *
 * @returns invalid with the place: `answers[2].values[0]`, or `answers` for a question that has to be answered
 */
export const answered = ({ items }: Definition, answers: readonly Answer[]): readonly ResponseItem[] | Failure => {
  const given = new Map(
    answers.map((answer, index) => [answer.linkId, { ...answer, place: `answers[${String(index)}]` }]),
  );
  const questions = new Map(allOf(items).map((question) => [question.linkId, question]));
  for (const [index, { linkId, values }] of answers.entries()) {
    const question = questions.get(linkId);
    const refusal =
      question === undefined || question.type === 'group' || question.type === 'display'
        ? invalid(`Nothing is asked as ${linkId}.`, `answers[${String(index)}].linkId`)
        : given.get(linkId)?.place !== `answers[${String(index)}]`
          ? invalid(`${linkId} is answered twice.`, `answers[${String(index)}].linkId`)
          : refuse(question, values, `answers[${String(index)}]`);
    if (refusal !== undefined) return refusal;
  }
  const unasked = answers.findIndex(({ linkId }) => isHidden(items, linkId, given));
  if (unasked >= 0)
    return invalid('This question is not asked after what was answered before.', `answers[${String(unasked)}].linkId`);
  const missing = openOf(items, given).find(({ linkId, required, type }) => {
    const isAsked = type !== 'group' && type !== 'display';
    return required && isAsked && (given.get(linkId)?.values.length ?? 0) === 0;
  });
  if (missing !== undefined) return invalid(`${missing.text ?? missing.linkId}: has to be answered.`, 'answers');
  return itemsOf(items, given);
};

type Given = ReadonlyMap<string, Answer>;

/** The questions that are asked, given what has been answered. */
const openOf = (items: readonly Question[], given: Given): readonly Question[] =>
  items.filter((item) => isEnabled(item, given)).flatMap((item) => [item, ...openOf(item.items, given)]);

const isHidden = (items: readonly Question[], linkId: string, given: Given): boolean =>
  !openOf(items, given).some((open) => open.linkId === linkId);

const isEnabled = ({ enableWhen, enabledByAny }: Question, given: Given): boolean => {
  const holds = (condition: Condition): boolean =>
    conditionHolds(condition, given.get(condition.question)?.values ?? []);
  return enableWhen.length === 0 || (enabledByAny ? enableWhen.some(holds) : enableWhen.every(holds));
};

const conditionHolds = ({ operator, answer }: Condition, values: readonly string[]): boolean => {
  if (operator === 'exists') return values.length > 0 === (answer === 'true');
  return operator === '=' ? values.includes(answer) : values.length > 0 && !values.includes(answer);
};

const refuse = (question: Question, values: readonly string[], place: string): Failure | undefined => {
  const { linkId, repeats, maxLength } = question;
  if (values.length > 1 && !repeats) return invalid(`${linkId} takes one answer.`, `${place}.values[1]`);
  if (values.length > mostAnswers)
    return invalid(`${linkId} takes ${String(mostAnswers)} answers at most.`, `${place}.values`);
  for (const [index, value] of values.entries()) {
    const at = `${place}.values[${String(index)}]`;
    if (value === '' || value.length > longestAnswer)
      return invalid(`An answer has 1 to ${String(longestAnswer)} characters.`, at);
    if (maxLength !== undefined && value.length > maxLength)
      return invalid(`The answer to ${linkId} has ${String(maxLength)} characters at most.`, at);
    if (elementOf(question, value) === undefined) return invalid(`${wanted(question)}.`, at);
  }
  return undefined;
};

const mostAnswers = 50;
const longestAnswer = 10_000;

/** The element of an answer; undefined where the question does not take it. */
const elementOf = (question: Question, value: string): Readonly<Record<string, unknown>> | undefined => {
  const option = question.options?.find((one) => one.value === value)?.element;
  if (option !== undefined || question.type === 'choice') return option;
  if (question.type === 'open-choice') return { valueString: value };
  if (question.options !== undefined) return undefined;
  const form = forms[question.type];
  return !form?.takes(value) ? undefined : { [form.name]: form.of?.(value) ?? value };
};

type Form = {
  readonly name: string;
  readonly takes: (value: string) => boolean;
  readonly of?: (value: string) => unknown;
};

const anything = (): boolean => true;

const forms: Readonly<Partial<Record<Question['type'], Form>>> = {
  boolean: {
    name: 'valueBoolean',
    takes: (value) => value === 'true' || value === 'false',
    of: (value) => value === 'true',
  },
  decimal: { name: 'valueDecimal', takes: isDecimal, of: (value) => new Decimal(value) },
  // R4 datatypes: 32 bits.
  integer: {
    name: 'valueInteger',
    takes: (value) => /^(0|-?[1-9]\d{0,9})$/.test(value) && Math.abs(Number(value)) < 2 ** 31,
    of: Number,
  },
  date: { name: 'valueDate', takes: isDate },
  dateTime: { name: 'valueDateTime', takes: isDateTime },
  time: { name: 'valueTime', takes: isTime },
  string: { name: 'valueString', takes: anything },
  text: { name: 'valueString', takes: anything },
  url: { name: 'valueUri', takes: (value) => /^\S+$/.test(value) },
};

const wanted = ({ linkId, type, options }: Question): string =>
  options === undefined
    ? `The answer to ${linkId} is a ${type}`
    : `The answer to ${linkId} is one of ${options.map(({ value }) => value).join(', ')}`;

/** Only what was answered, and the groups that hold some of it. */
const itemsOf = (items: readonly Question[], given: Given): readonly ResponseItem[] =>
  items.flatMap((question): readonly ResponseItem[] => {
    const { linkId, text } = question;
    const named = { linkId, ...(text === undefined ? {} : { text }) };
    if (question.type === 'group') {
      const within = itemsOf(question.items, given);
      return within.length === 0 ? [] : [{ ...named, item: within }];
    }
    const answer = (given.get(linkId)?.values ?? [])
      .map((value) => elementOf(question, value))
      .filter((element) => element !== undefined);
    return answer.length === 0 ? [] : [{ ...named, answer }];
  });
