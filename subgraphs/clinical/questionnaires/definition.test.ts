import { describe, expect, it } from 'vitest';
import { Failure } from '../../../kernel/failure.ts';
import { answered, type Answer } from './answers.ts';
import { readDefinition } from './definition.ts';

const questionnaire = (item: readonly object[], more: object = {}) =>
  JSON.stringify({ resourceType: 'Questionnaire', status: 'draft', title: 'Title', item, ...more });
const question = { linkId: 'q', type: 'string' };

describe('a definition', () => {
  it.each([
    ['no JSON', '{', 'definition'],
    ['another resource', '{"resourceType":"Patient"}', 'definition'],
    ['no title', questionnaire([question], { title: undefined }), 'definition.title'],
    ['nothing that is asked', questionnaire([]), 'definition.item'],
    ['what R4 does not know', questionnaire([{ ...question, colour: 'red' }]), 'definition.item[0].colour'],
    ['one linkId twice', questionnaire([question, question]), 'definition.item'],
    [
      'a group that repeats',
      questionnaire([{ linkId: 'g', type: 'group', repeats: true, item: [question] }]),
      'definition.item[0].repeats',
    ],
    [
      'a question in a question',
      questionnaire([{ ...question, item: [{ ...question, linkId: 'r' }] }]),
      'definition.item[0].item',
    ],
    ['a choice of nothing', questionnaire([{ ...question, type: 'choice' }]), 'definition.item[0].answerOption'],
    [
      'a condition on what comes later',
      questionnaire([
        { ...question, enableWhen: [{ question: 'r', operator: 'exists', answerBoolean: true }] },
        { ...question, linkId: 'r' },
      ]),
      'definition.item',
    ],
    [
      'a condition by comparison',
      questionnaire([
        question,
        { ...question, linkId: 'r', enableWhen: [{ question: 'q', operator: '>', answerInteger: 1 }] },
      ]),
      'definition.item[1].enableWhen',
    ],
  ])('is refused for %s', (_what, text, field) => {
    expect(readDefinition(text)).toMatchObject({ field });
  });
});

describe('an answer', () => {
  const resultOf = (item: object, value: string) => {
    const definition = readDefinition(questionnaire([{ linkId: 'q', ...item }]));
    if (definition instanceof Failure) throw new Error(definition.message);
    return answered(definition, [{ linkId: 'q', values: [value] }] satisfies Answer[]);
  };

  it.each([
    ['boolean', 'true', { valueBoolean: true }, 'yes'],
    ['integer', '-12', { valueInteger: -12 }, '1.5'],
    ['date', '2026-03', { valueDate: '2026-03' }, '2026-02-30'],
    ['dateTime', '2026-03-01T10:00:00Z', { valueDateTime: '2026-03-01T10:00:00Z' }, '10:00'],
    ['time', '10:00:00', { valueTime: '10:00:00' }, '25:00:00'],
    ['url', 'https://a.example', { valueUri: 'https://a.example' }, 'a b'],
  ])('to a question of type %s is %s, and becomes its element', (type, value, element, wrong) => {
    expect(resultOf({ type }, value)).toEqual([{ linkId: 'q', answer: [element] }]);
    expect(resultOf({ type }, wrong)).toMatchObject({ kind: 'invalid', field: 'answers[0].values[0]' });
  });

  it('is one of the options, or a text of its own where the choice is open', () => {
    const answerOption = [{ valueCoding: { system: 'urn:s', code: 'a' } }, { valueInteger: 7 }];
    expect(resultOf({ type: 'choice', answerOption }, 'a')).toEqual([{ linkId: 'q', answer: [answerOption[0]] }]);
    expect(resultOf({ type: 'choice', answerOption }, '7')).toEqual([{ linkId: 'q', answer: [answerOption[1]] }]);
    expect(resultOf({ type: 'choice', answerOption }, 'b')).toMatchObject({ kind: 'invalid' });
    expect(resultOf({ type: 'open-choice', answerOption }, 'b')).toEqual([
      { linkId: 'q', answer: [{ valueString: 'b' }] },
    ]);
  });

  it('is no longer than the question wants', () => {
    expect(resultOf({ type: 'string', maxLength: 3 }, 'four')).toMatchObject({ kind: 'invalid' });
    expect(resultOf({ type: 'string' }, '')).toMatchObject({ kind: 'invalid' });
  });
});
