import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import { readObservationValue } from '../read/observation.ts';
import { messageWith, succeed } from '../read/reading.fixture.ts';
import { london } from '../read/zone.ts';
import { toValue } from './lab-value.map.ts';

const mapped = (type: string, text: string) => {
  const obx = messageWith('ORU^R01', `OBX|1|${type}|K||${text}`).segment('OBX');
  const value = obx && succeed(readObservationValue(obx, london));
  if (value === undefined) throw new Error('There is no value.');
  return toValue(value, 'OBX[1].5');
};

describe('a value of a feed', () => {
  it.each([
    ['NM', '5.10', { number: '5.10' }],
    ['NM', '+5.', { number: '5' }],
    ['NM', '-.5', { number: '-0.5' }],
    ['NM', '007', { number: '7' }],
    ['NM', '0.0', { number: '0.0' }],
    ['NM', '<=15', { number: '15', comparator: '<=' }],
    ['SN', '<^15', { number: '15', comparator: '<' }],
    ['SN', '=^+15', { number: '15' }],
    ['SN', '^15', { number: '15' }],
    ['SN', '<>^15', { text: '<>15' }],
    ['SN', '^1^-^5', { text: '1 - 5' }],
    ['SN', '>^100^+', { text: '>100 +' }],
    ['SN', '^1^:^128', { text: '1 : 128' }],
    ['ST', 'Not detected', { text: 'Not detected' }],
    ['DT', '20240229', { text: '2024-02-29' }],
    ['TM', '1305', { text: '13:05' }],
    ['TS', '202402291305', { text: '2024-02-29T13:05:00+00:00' }],
    ['RP', 'https://x.example/1', { text: 'https://x.example/1' }],
    ['CE', 'POS^Positive^LOCAL', { coded: { code: 'POS', display: 'Positive', system: 'LOCAL' } }],
    ['CE', '260385009^Negative^SCT', { coded: { code: '260385009', system: 'http://snomed.info/sct' } }],
  ])('%s %s goes into the graph', (type, text, value) => {
    expect(mapped(type, text)).toMatchObject(value);
  });

  it('that is a file is refused, since the report would be less without it', () => {
    const file = Buffer.from('%PDF-1.4').toString('base64');
    expect(mapped('ED', `^application^pdf^Base64^${file}`)).toMatchObject({ kind: 'unsupported', field: 'OBX[1].5' });
  });

  it('is the same number as JSON writes it, with all its digits', () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '5', '9'), maxLength: 12 });
    const sent = fc
      .tuple(fc.constantFrom('', '+', '-'), digits, fc.constantFrom('', '.'), digits)
      .map((parts) => parts.join(''))
      .filter((text) => /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text));
    fc.assert(
      fc.property(sent, (text) => {
        const value = mapped('NM', text);
        const number = isFailure(value) ? '' : (value.number ?? '');
        expect(Object.is(JSON.parse(number), Number(text))).toBe(true);
        expect(number.split('.')[1] ?? '').toBe(text.split('.')[1] ?? '');
      }),
    );
  });
});
