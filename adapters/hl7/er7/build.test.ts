import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import { buildEr7, repeat, type ComponentToSend, type RepetitionToSend, type TextToSend } from './build.ts';
import { charsetName, type Charset } from './charset.ts';
import { parseEr7 } from './parse.ts';
import type { AllSeparators } from './separators.ts';
import type { Er7Text } from './value.ts';

const punctuation = Array.from("!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

const anySeparators: fc.Arbitrary<AllSeparators> = fc
  .oneof(
    fc.constant(['|', '^', '~', '\\', '&']),
    fc.shuffledSubarray(['|', '^', '~', '\\', '&'], { minLength: 5 }),
    fc.shuffledSubarray(punctuation, { minLength: 5, maxLength: 5 }),
  )
  .map(([field = '', component = '', repetition = '', escape = '', subcomponent = '']) => ({
    field,
    component,
    repetition,
    escape,
    subcomponent,
  }));

const latin = Array.from({ length: 0x60 }, (_, index) => String.fromCharCode(0xa0 + index));

/** Text full of what could be mistaken for structure. NUL has no way to be sent. */
const anyText = (charset: Charset): fc.Arbitrary<TextToSend> => {
  const unit = fc.oneof(
    fc.constantFrom(
      ...punctuation,
      '\r',
      '\n',
      '\t',
      '\u000b',
      '\u001c',
      '\u007f',
      ' ',
      'F',
      'E',
      'X',
      '0',
      '.br',
      '""',
    ),
    fc.constantFrom(...latin, '’', '€'),
    charset === 'utf-8' ? fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }) : fc.constant('n'),
  );
  return fc.oneof(
    { arbitrary: fc.array(unit, { maxLength: 8 }).map((units) => units.join('').replaceAll('\0', '')), weight: 9 },
    { arbitrary: fc.constant(null), weight: 1 },
  );
};

/** Lists of at least two, so that what was built and what was read are nested alike. */
const anyRepetition = (charset: Charset): fc.Arbitrary<readonly ComponentToSend[]> =>
  fc.array(fc.oneof(anyText(charset), fc.array(anyText(charset), { minLength: 2, maxLength: 3 })), {
    minLength: 2,
    maxLength: 4,
  });

const anyMessage = fc.constantFrom<Charset[]>('utf-8', 'iso-8859-1').chain((charset) =>
  fc.record({
    charset: fc.constant(charset),
    separators: anySeparators,
    fields: fc.array(fc.array(anyRepetition(charset), { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
  }),
);

const headerFields = (charset: Charset) => [...Array.from({ length: 15 }, () => ''), charsetName[charset]];

const sentAs = (value: Er7Text): TextToSend => (value.isNull ? null : value.text);

describe('a message', () => {
  it('is read as it was built', () => {
    fc.assert(
      fc.property(anyMessage, ({ charset, separators, fields }) => {
        const bytes = buildEr7(
          [
            ['MSH', ...headerFields(charset)],
            ['ZZZ', ...fields.map((repetitions) => repeat(...repetitions))],
          ],
          { charset, separators },
        );
        const message = parseEr7(bytes);
        if (isFailure(message)) throw new Error(message.message);
        const read = fields.map((repetitions, index) => {
          const field = message.segment('ZZZ')?.field(index + 1);
          return repetitions.map((components, at) =>
            components.map((sent, position): ComponentToSend | undefined => {
              const component = field?.repetition(at + 1).component(position + 1);
              if (component === undefined) return undefined;
              return typeof sent === 'string' || sent === null
                ? sentAs(component)
                : component.subcomponents.map((one) => sentAs(one));
            }),
          );
        });
        expect(read).toEqual(fields);
        expect(message.charset).toBe(charset);
        expect(message.separators).toEqual(separators);
      }),
      { numRuns: 400 },
    );
  });

  it('can be of any bytes without anything being thrown', () => {
    const anyBytes = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    const afterHeader = anyBytes.map((bytes) => Buffer.concat([Buffer.from('MSH|^~\\&|A\rPID|'), bytes]));
    const oddHeader = anyBytes.map((bytes) => Buffer.concat([Buffer.from('MSH'), bytes]));
    const garbled = fc
      .array(fc.constantFrom('|', '^', '~', '\\', '&', '\r', '\n', '""', 'X', 'F', '.', '7', 'PID', 'MSH'))
      .map((parts) => Buffer.from(`MSH|^~\\&|A\rPID|${parts.join('')}`));
    fc.assert(
      fc.property(fc.oneof(anyBytes, afterHeader, oddHeader, garbled), (bytes) => {
        const message = parseEr7(bytes);
        if (isFailure(message)) return;
        for (const segment of message.segments()) {
          for (const repetition of segment.field(1).repetitions) {
            expect(typeof repetition.component(1).text).toBe('string');
            expect(typeof repetition.whole).toBe('string');
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('building', () => {
  it('writes a question mark for what ISO 8859-1 lacks', () => {
    expect(buildEr7([['NTE', 'Łódź €']], { charset: 'iso-8859-1' }).toString('latin1')).toBe('NTE|?\xf3d? \x80\r');
  });

  it('nests lists as components and sub-components', () => {
    const name: RepetitionToSend = ['A', ['B', null], ''];
    expect(buildEr7([['ZZZ', '1', name, repeat('x', name)]]).toString()).toBe('ZZZ|1|A^B&""^|x~A^B&""^\r');
  });
});
